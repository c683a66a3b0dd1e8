using System.Text;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Tests.Structure;

public sealed class InventoryLoaderTests
{
    private const string Network = "fleet: acme\nnetwork: { v4: 10.20.0.0/16 }\n";

    [Fact]
    public void Load_SeveralFiles_MergeByName()
    {
        var load = Load(("a.yml", Network + "peers: { nas: { address: 10.20.1.1 } }\n"), ("b.yml", "peers: { nuc: { address: 10.20.1.2 } }\ngroups: {}\n"));

        load.Diagnostics.ShouldBeEmpty();
        load.Document!.Peers.Select(p => p.Key).ShouldBe(["nas", "nuc"]);
        load.Document.Peers[1].KeyPosition.File.ShouldBe("b.yml");
    }

    [Fact]
    public void Load_WrongValue_LeavesTheRestOfItsItem()
    {
        var load = Load(("a.yml", Network + "peers: { nas: { address: here, mtu: 1400 } }\n"));

        load.Diagnostics.Count.ShouldBe(1);
        var nas = (MappingNode)load.Document!.Peers.Single().Value;
        nas["address"].ShouldBeNull();
        nas.Value("mtu", IntegerForm.Mtu)!.Value.ShouldBe(1400);
    }

    [Fact]
    public void Load_WrongValueBehindAliases_IsReportedOnce()
    {
        var load = Load(("a.yml", Network + "peers:\n  a: { address: 10.20.1.1, via: &v [Not A Name] }\n  b: { address: 10.20.1.2, via: *v }\n"));

        load.Diagnostics.Single().Position.ShouldBe(new("a.yml", 4, 37));
    }

    [Fact]
    public void ToLines_Over100Diagnostics_SaysHowManyMore()
    {
        var load = Load(("a.yml", Network + "peers:\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"  p{i}: {{ x: 1 }}\n"))));

        var lines = Diagnostics.ToLines(load.Diagnostics).ToList();

        lines.Count.ShouldBe(101);
        lines[0].ShouldStartWith("a.yml:4:9: error PM1004: ");
        lines[100].ShouldBe("and 20 more");
    }

    [Fact]
    public void Load_Digest_DependsOnNamesAndContentButNotOnDirectories()
    {
        static string Digest(params (string, string)[] files) => Load(files).Document!.Digest;

        var digest = Digest(("fleet/a.yml", Network), ("fleet/b.yml", "peers: {}\n"));

        Digest(("/elsewhere/a.yml", Network), ("/elsewhere/b.yml", "peers: {}\n")).ShouldBe(digest);
        Digest(("fleet/a.yml", Network), ("fleet/c.yml", "peers: {}\n")).ShouldNotBe(digest);
        Digest(("fleet/a.yml", Network), ("fleet/b.yml", "peers: {} \n")).ShouldNotBe(digest);
    }

    private static InventoryLoad Load(params (string Path, string Text)[] files) =>
        new InventoryLoader(new YamlInventoryReader()).Load([.. files.Select(f => new InventoryFile(f.Path, Encoding.UTF8.GetBytes(f.Text)))]);
}
