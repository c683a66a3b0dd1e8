using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>
/// Gives peers that have lost their session the address that their name leads to now, and changes nothing else: where a peer is, is not what somebody
/// corrects on a paused host.
/// </summary>
internal static class MovedPeers
{
    public static void Follow(IReadOnlyList<Resource> resources, RunContext run)
    {
        var wireGuards = resources.OfType<WireGuardResource>().ToList();
        if (wireGuards.Count == 0)
            return;
        var live = WireGuardDump.Read(run.Tools);
        var addresses = EndpointAddresses.Load(run.Files);
        var now = run.Clock.GetUtcNow();
        foreach (var wireGuard in wireGuards)
        {
            foreach (var peer in WireGuardSettings.From(wireGuard, addresses).Peers)
            {
                if (live.GetValueOrDefault(wireGuard.Interface)?.Peers.GetValueOrDefault(peer.PublicKey) is { } known
                    && WireGuardDifference.NeedsEndpoint(peer, known, now))
                    run.Tools.Require("wg", ["set", wireGuard.Interface, "peer", peer.PublicKey, "endpoint", peer.Endpoint!]);
            }
        }
    }
}
