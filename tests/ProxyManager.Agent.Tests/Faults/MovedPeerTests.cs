using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Providers;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>Peers move whenever they like, also while a change waits for its confirmation: that is no part of what an undo brings back.</summary>
public sealed class MovedPeerTests
{
    private const string Tunnel = "pm0";
    private const string Elsewhere = "198.51.100.7:40112";

    private static readonly TimeSpan LongerThanTheConfirmTime = TimeSpan.FromMinutes(2);

    [RootTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Undo_PeerMovedWhileTheChangeWaited_StaysAndNothingIsSaidToDiffer(bool isAlive)
    {
        using var host = new SimulatedHost(EveryKind.Instance.Waiting);
        host.Clock.Advance(LongerThanTheConfirmTime);
        var peers = host.State.Tunnels[Tunnel].Peers;
        foreach (var key in peers.Keys.ToList())
            peers[key] = peers[key] with { Endpoint = Elsewhere, Handshake = isAlive ? host.Clock.GetUtcNow().ToUnixTimeSeconds() : 0 };
        var moved = peers.Keys.ToHashSet();

        Undo(host).ShouldNotContain("differed from what it was before the change");

        var now = host.State.Tunnels[Tunnel].Peers;
        var stayed = now.Where(p => moved.Contains(p.Key)).ToList();
        stayed.ShouldNotBeEmpty();
        stayed.ShouldAllBe(p => p.Value.Endpoint == Elsewhere);
        // One that the change had removed is not there to have moved.
        now.Where(p => !moved.Contains(p.Key)).ShouldAllBe(p => p.Value.Endpoint.StartsWith("192.0.2."));
    }

    /// <summary>Whatever else differs of a tunnel is still brought back.</summary>
    [RootFact]
    public void Undo_PeerMovedAndTheTunnelIsAnother_IsBroughtBackAllTheSame()
    {
        using var host = new SimulatedHost(EveryKind.Instance.Waiting);
        host.Clock.Advance(LongerThanTheConfirmTime);
        var peers = host.State.Tunnels[Tunnel].Peers;
        foreach (var key in peers.Keys.ToList())
            peers[key] = peers[key] with { Endpoint = Elsewhere };
        host.State.Tunnels[Tunnel].Mtu = 1300;

        Undo(host);

        host.State.Tunnels[Tunnel].ShouldSatisfyAllConditions(t => t.Mtu.ShouldBe(1420), t => t.Peers.Values.ShouldContain(p => p.Endpoint == Elsewhere));
    }

    private static string Undo(SimulatedHost host)
    {
        host.BeginRun(new FaultSchedule());
        using var output = new StringWriter();
        new ReconcileCommand(host.Agent(), output).Run(repair: false);
        output.ToString().ShouldContain("undid the change");
        return output.ToString();
    }
}
