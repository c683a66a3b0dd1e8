using ProxyManager.Agent.Hosts;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

public sealed class GenerationListTests : IDisposable
{
    private static readonly InventoryStamp Stamp = new("digest", "commit", true);
    private readonly TestHost _host = new();

    public GenerationListTests()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1")) with { Inventory = Stamp });
        _host.Apply(TestHost.Bundle(6, ("a", "2"), ("b", "2")));
    }

    [Fact]
    public void List_KeptGenerations_AreToldNewestFirst()
    {
        var kept = List();

        kept.Select(g => g.Generation).ShouldBe([6, 5]);
        kept.Select(g => g.Current).ShouldBe([true, false]);
        kept.Select(g => g.Resources).ShouldBe([2, 1]);
        kept.ShouldAllBe(g => g.Confirmed && g.Bytes > 0 && g.BundleHash.Length == 64);
        kept[1].Inventory.ShouldBe(Stamp);
        (DateTimeOffset.UtcNow - kept[0].AppliedAt).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void List_GenerationThatWaits_IsThereUnconfirmed()
    {
        _host.Apply(TestHost.Bundle(7, ("a", "3")), TimeSpan.FromMinutes(1)).ShouldBeOfType<AppliedReply>();

        List().Select(g => (g.Generation, g.Current, g.Confirmed)).ShouldBe([(7, false, false), (6, true, true), (5, false, true)]);
    }

    [Fact]
    public void List_DamagedGeneration_IsThereWithoutItsInventory()
    {
        _host.Files.WriteText($"{StatePaths.Generations}/5.json", "torn");

        List()[1].ShouldSatisfyAllConditions(g => g.Generation.ShouldBe(5), g => g.Inventory.ShouldBeNull(), g => g.Resources.ShouldBe(0));
    }

    /// <summary>There is nothing else to go back to from the generation in force.</summary>
    [Fact]
    public void Generation_TheOneInForce_IsTheOneBefore()
    {
        var current = _host.Handler().Answer(new GenerationRequest(6)).ShouldBeOfType<GenerationReply>();

        current.Envelope.ShouldBe(_host.Handler().Answer(new GenerationRequest(null)).ShouldBeOfType<GenerationReply>().Envelope);
        current.Envelope.ShouldBe(_host.Handler().Answer(new GenerationRequest(5)).ShouldBeOfType<GenerationReply>().Envelope);
    }

    public void Dispose() => _host.Dispose();

    private IReadOnlyList<KeptGeneration> List() => _host.Handler().Answer(new GenerationsRequest()).ShouldBeOfType<GenerationsReply>().Generations;
}
