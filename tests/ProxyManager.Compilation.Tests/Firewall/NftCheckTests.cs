using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Firewall;

public class NftCheckTests
{
    [ToolFact("nft", "ip")]
    public void Compile_EveryHost_IsTakenByNft()
    {
        using var directory = new TemporaryDirectory();
        using var space = new NetworkNamespace("check");
        foreach (var host in SampleFleet.Fleet.ManagedHosts)
        {
            var table = SampleFleet.Compile(host).Resources.OfType<NftablesResource>().Single();
            space.Run("nft", "-f", directory.Write($"{host.Name}.nft", table.Script));
            var listed = space.Run("nft", "-s", "-n", "list", "table", table.Family, table.Table);
            foreach (var element in table.Labels.Keys)
                listed.ShouldContain(element);
        }
    }

    /// <summary>An undo brings a table back by its listing.</summary>
    [ToolFact("nft", "ip")]
    public void Compile_EveryHost_IsListedInAFormThatNftTakesAgain()
    {
        using var directory = new TemporaryDirectory();
        using var space = new NetworkNamespace("relist");
        foreach (var host in SampleFleet.Fleet.ManagedHosts)
        {
            var table = SampleFleet.Compile(host).Resources.OfType<NftablesResource>().Single();
            space.Run("nft", "-f", directory.Write($"{host.Name}.nft", table.Script));
            var listed = space.Run("nft", "-s", "-n", "list", "table", table.Family, table.Table);
            space.Run("nft", "delete", "table", table.Family, table.Table);
            space.Run("nft", "-f", directory.Write($"{host.Name}.listed.nft", listed));
            space.Run("nft", "-s", "-n", "list", "table", table.Family, table.Table).ShouldBe(listed);
        }
    }
}
