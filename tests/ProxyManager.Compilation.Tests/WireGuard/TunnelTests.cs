using ProxyManager.Compilation.Tests.Edge;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.WireGuard;

public class TunnelTests
{
    [Fact]
    public void Of_GatewaysThatComeAndGo_LeaveTheNumbersOfOthersAlone()
    {
        var alone = Numbers(("fra1", "10.20.0.2"));
        var both = Numbers(("fra1", "10.20.0.2"), ("ams1", "10.20.0.1"));
        var three = Numbers(("aaa1", "10.20.0.7"), ("ams1", "10.20.0.1"), ("fra1", "10.20.0.2"));

        both["fra1"].ShouldBe(alone["fra1"]);
        three["fra1"].ShouldBe(alone["fra1"]);
        three["ams1"].ShouldBe(both["ams1"]);
    }

    [Fact]
    public void Of_AddressesThatWantOneNumber_MoveOnlyTheHigher()
    {
        var apart = Numbers(("one", "10.20.0.1"), ("two", "10.20.0.2"));
        var together = Numbers(("alike", "10.20.0.16"), ("one", "10.20.0.1"), ("two", "10.20.0.2"));

        together["one"].ShouldBe(apart["one"]);
        together["two"].ShouldBe(apart["two"]);
        together.Values.ShouldBeUnique();
    }

    [Fact]
    public void Of_EightGatewaysThatWantOneNumber_FitTheMark()
    {
        var numbers = Numbers([.. Enumerable.Range(0, 8).Select(i => ($"g{i}", $"10.20.0.{15 * (i + 1)}"))]);

        numbers.Values.ShouldBeUnique();
        numbers.Values.ShouldAllBe(n => n >= 1 && n <= 15);
    }

    [Fact]
    public void Of_GatewayWithoutAKeyYet_HasItsNumberWhenItComes()
    {
        var ams1 = SampleFleet.Ams1 with { PublicKey = null };
        var before = Tunnels([ams1, SampleFleet.Fra1]);
        var after = Tunnels([SampleFleet.Ams1, SampleFleet.Fra1]);

        before.ShouldHaveSingleItem().ShouldBe(after.Single(t => t.Gateway.Name == "fra1"));
    }

    [Fact]
    public void ConnectionMark_NumberOfAnotherGatewayNow_IsAnother()
    {
        var before = Tunnels([SampleFleet.Ams1 with { Name = "one" }]).Single();
        var after = Tunnels([SampleFleet.Ams1 with { Name = "two" }]).Single();

        after.Number.ShouldBe(before.Number);
        after.ConnectionMark.ShouldNotBe(before.ConnectionMark);
        (after.ConnectionMark & Tunnel.MarkMask).ShouldBe(after.Mark);
        (after.ConnectionMark & ~Tunnel.ConnectionMask).ShouldBe(0u);
    }

    [Fact]
    public void Mark_OfANumber_StaysWithinTheMask() =>
        Tunnels([SampleFleet.Ams1, SampleFleet.Fra1, SampleFleet.Partner]).ShouldAllBe(t => t.Mark != 0 && (t.Mark & ~Tunnel.MarkMask) == 0);

    private static Dictionary<string, int> Numbers(params (string Name, string Address)[] gateways) =>
        Tunnels([.. gateways.Select(g => SampleFleet.Ams1 with { Name = g.Name, Address = SampleFleet.Address(g.Address) })]).ToDictionary(t => t.Gateway.Name, t => t.Number);

    private static IReadOnlyList<Tunnel> Tunnels(IReadOnlyList<Gateway> gateways)
    {
        var peer = SampleFleet.Nas with { Via = [.. gateways.Select(g => g.Name)] };
        return Tunnel.Of(new CompilationContext(SampleFleet.Create(gateways, [peer], []), Templates.Renderer), peer);
    }
}
