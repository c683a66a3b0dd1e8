using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ProxyManager.Compilation.Tests.Edge;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests;

public class RandomFleetTests
{
    [Fact]
    public void Compile_AnyValidFleet_IsTheSameTwice() => Prop.ForAll<int>(seed => Text(seed) == Text(seed)).QuickCheckThrowOnFailure();

    [ToolFact("nft", "ip")]
    public void Compile_AnyValidFleet_IsTakenByNft()
    {
        using var directory = new TemporaryDirectory();
        using var space = new NetworkNamespace("random");
        for (var seed = 0; seed < 10; seed++)
        {
            var fleet = RandomFleet.Create(seed, gateways: 3, peers: 6, routes: 60);
            var compiler = new FleetCompiler(fleet, Templates.Renderer);
            foreach (var host in fleet.ManagedHosts)
            {
                var table = compiler.Compile(host).Resources.OfType<NftablesResource>().Single();
                space.Run("nft", "-c", "-f", directory.Write("table.nft", table.Script));
            }
        }
    }

    private static string Text(int seed)
    {
        var fleet = RandomFleet.Create(seed, gateways: 2, peers: 3, routes: 12);
        var compiler = new FleetCompiler(fleet, Templates.Renderer);
        return string.Concat(fleet.ManagedHosts.Select(h => JsonSerializer.Serialize(compiler.Compile(h).Resources, ResourcesJson.Wire.IReadOnlyListResource)));
    }
}
