using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control.Tests.Inventories;

public sealed class ItemFilterTests : IDisposable
{
    private const string Inventory = """
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          ams1: { ssh: root@ams1, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy, groups: [eu] }
          nyc1: { ssh: root@nyc1, endpoint: "203.0.113.11:51820", address: 10.20.0.2, edge: haproxy, groups: [us] }
        peers:
          nas: { ssh: root@nas, address: 10.20.1.10, services: { web: { port: 8443 }, ssh: { port: 22 } } }
          nuc: { ssh: root@nuc, address: 10.20.1.11, services: { web: { port: 8443 } } }
        routes:
          shop: { sni: shop.example.com, to: nas/web }
          git: { tcp: 2222, to: nas/ssh, on: ams1, enabled: false }
        firewall:
          ams1: { open: [{ tcp: 22 }, { udp: 60000-61000 }] }
          all: {}

        """;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("pm-filter-").FullName, "fleet.yml");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Select_WithoutFilters_IsEverything() =>
        ItemKind.All.Select(k => Select(new(), k)).ShouldBe(["ams1 nyc1", "nas nuc", "nas/web nas/ssh nuc/web", "shop git", "ams1 all", "ams1/tcp/22 ams1/udp/60000-61000"]);

    [Theory]
    [InlineData("w*", "nas/web nuc/web")]
    [InlineData("n*", "")]
    [InlineData("nuc/web", "nuc/web")]
    [InlineData("NAS/*", "nas/web nas/ssh")]
    public void Select_NamesOfServices_MayTellTheHost(string name, string found) => Select(new() { Names = [name] }, ItemKind.Service).ShouldBe(found);

    [Fact]
    public void Select_HostsOfServices_AreTheirOwners() => Select(new() { Hosts = ["nu*"] }, ItemKind.Service).ShouldBe("nuc/web");

    [Theory]
    [InlineData("eu", "ams1")]
    [InlineData("?s", "nyc1")]
    [InlineData("managed", "ams1 nyc1")]
    public void Select_Groups_AreThoseOfHosts(string group, string found) => Select(new() { Groups = [group] }, ItemKind.Gateway).ShouldBe(found);

    [Theory]
    [InlineData("ams1", "shop git")]
    [InlineData("us", "shop")]
    public void Select_On_AreRoutesThatAGatewayServes_DisabledOnesToo(string on, string found) => Select(new() { On = [on] }, ItemKind.Route).ShouldBe(found);

    [Fact]
    public void Select_PortsOfBaselines_LeaveTheBaselinesOut()
    {
        Select(new() { Scopes = ["a*"], Protocol = "udp" }, ItemKind.FirewallRule).ShouldBe("ams1/udp/60000-61000");
        Select(new() { Scopes = ["a*"], Protocol = "udp" }, ItemKind.Firewall).ShouldBe("");
        Select(new() { Scopes = ["all"] }, ItemKind.FirewallRule).ShouldBe("");
    }

    [Fact]
    public void Select_NamesThatNothingHas_AreToldWithTheNearest()
    {
        var selection = new ItemFilter { Names = ["nas", "nux", "x*"] }.Select(Open(Inventory), ItemKind.Peer);

        selection.Items.ShouldHaveSingleItem().Name.Name.ShouldBe("nas");
        selection.Missing.ShouldHaveSingleItem().Advice.ShouldBe("did you mean 'nuc'?");
    }

    [Fact]
    public void Select_InAnInventoryWithErrors_NeedsAFleetForGroupsOnly()
    {
        var broken = Open(Inventory.Replace("to: nas/web", "to: nas/wbe", StringComparison.Ordinal));

        new ItemFilter { Names = ["n*"] }.Select(broken, ItemKind.Peer).Items.Count.ShouldBe(2);
        Should.Throw<InvalidInventoryException>(() => new ItemFilter { Groups = ["eu"] }.Select(broken, ItemKind.Gateway));
    }

    private string Select(ItemFilter filter, ItemKind kind) => string.Join(' ', filter.Select(Open(Inventory), kind).Items.Select(i => i.Name.FullName));

    private Workspace Open(string text)
    {
        File.WriteAllText(_path, text);
        return Workspace.Open(_path, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));
    }
}
