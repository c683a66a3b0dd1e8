using System.Text.Json;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests;

public class HostGoldenTests
{
    public static TheoryData<string> Hosts => new(SampleFleet.Fleet.ManagedHosts.Select(h => h.Name));

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Compile_Table_MatchesGolden(string host) =>
        GoldenFile.ShouldMatch($"host-{host}.nft", Compile(host).Resources.OfType<NftablesResource>().Single().Script);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Compile_OtherResources_MatchGolden(string host)
    {
        var configuration = Compile(host);
        IReadOnlyList<Resource> resources =
        [
            .. configuration.Resources.Select(r => r switch
            {
                NftablesResource table => table with { Script = "" },
                FileResource file => file with { Content = "" },
                CaddyResource caddy => caddy with { Config = "" },
                HaproxyResource haproxy => haproxy with { Config = "" },
                _ => r,
            }),
        ];
        var lines = resources.Select(r => JsonSerializer.Serialize(r, ResourcesJson.Wire.Resource));
        GoldenFile.ShouldMatch($"host-{host}.resources.jsonl", string.Join('\n', lines) + "\n");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Compile_Twice_IsTheSame(string host)
    {
        var again = SampleFleet.Compile(SampleFleet.Fleet with { Routes = [.. SampleFleet.Fleet.Routes] }, Find(host));
        JsonSerializer.Serialize(again.Resources, ResourcesJson.Wire.IReadOnlyListResource)
            .ShouldBe(JsonSerializer.Serialize(Compile(host).Resources, ResourcesJson.Wire.IReadOnlyListResource));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Compile_Resources_HaveUniqueIds(string host) =>
        Compile(host).Resources.Select(r => r.Id).ShouldBeUnique();

    private static HostConfiguration Compile(string host) => SampleFleet.Compile(Find(host));

    private static Host Find(string host) => SampleFleet.Fleet.ManagedHosts.Single(h => h.Name == host);
}
