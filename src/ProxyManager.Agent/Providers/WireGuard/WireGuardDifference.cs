using System.Net;
using ProxyManager.Agent.Netlink;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>Compares an interface with what it has to be, peers as sets.</summary>
internal static class WireGuardDifference
{
    /// <summary>A session is renewed after 120 s at the latest, so a peer silent for longer has lost it (WireGuard's white paper, 6.2).</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(135);

    /// <returns>Lines for people; empty when nothing differs. No key but public ones is in them.</returns>
    public static IReadOnlyList<string> Lines(
        WireGuardSettings desired, string? privateKey, LiveInterface live, LiveLink link, DateTimeOffset now)
    {
        var lines = new List<string>();
        if (live.PrivateKey != privateKey)
            lines.Add("  private key: another one is in use");
        if (live.HasMark)
            lines.Add("- fwmark");
        if (desired.ListenPort != 0 && desired.ListenPort != live.ListenPort)
            lines.AddRange($"- listen port {live.ListenPort}", $"+ listen port {desired.ListenPort}");
        if (desired.Mtu != link.Mtu)
            lines.AddRange($"- mtu {link.Mtu}", $"+ mtu {desired.Mtu}");
        if (desired.Up != link.Up)
            lines.Add(desired.Up ? "+ up" : "- up");
        lines.AddRange(link.Addresses.Except(desired.Addresses).Select(a => $"- address {a}"));
        lines.AddRange(desired.Addresses.Where(a => !link.Addresses.Contains(a)).Select(a => $"+ address {a}"));

        var wanted = desired.Peers.Select(p => p.PublicKey).ToHashSet();
        lines.AddRange(live.Peers.Where(p => !wanted.Contains(p.Key)).Select(p => $"- peer {p.Key} {p.Value.AllowedIps}"));
        foreach (var peer in desired.Peers)
        {
            if (live.Peers.TryGetValue(peer.PublicKey, out var known))
                lines.AddRange(Changed(peer, known, now).Select(l => $"{l} (peer {peer.Title})"));
            else
                lines.Add($"+ peer {peer.Title} {peer.PublicKey} {string.Join(',', peer.AllowedIps)}");
        }

        return lines;
    }

    /// <summary>
    /// A peer gets its configured endpoint when it has none, or when it has been silent at another one; the endpoint of a living session is
    /// where the peer roamed to.
    /// </summary>
    public static bool NeedsEndpoint(PeerSettings desired, LivePeer? live, DateTimeOffset now) =>
        desired.Endpoint is not null
        && desired.Endpoint != live?.Endpoint
        && (live?.Endpoint is null || IsSilent(live, now));

    /// <summary>Whether a peer has no session any more.</summary>
    public static bool IsSilent(LivePeer peer, DateTimeOffset now) => !(peer.SinceHandshake(now) <= Silence);

    private static IEnumerable<string> Changed(PeerSettings desired, LivePeer live, DateTimeOffset now)
    {
        if (!SameNetworks(desired.AllowedIps, live.AllowedIps))
        {
            yield return $"- allowed ips {live.AllowedIps}";
            yield return $"+ allowed ips {string.Join(',', desired.AllowedIps)}";
        }

        if (desired.Keepalive != live.Keepalive)
        {
            yield return $"- keepalive {live.Keepalive}";
            yield return $"+ keepalive {desired.Keepalive}";
        }

        if (!desired.HasPresharedKeyOf(live))
            yield return "  preshared key: another one is in use";
        if (NeedsEndpoint(desired, live, now))
        {
            if (live.Endpoint is not null)
                yield return $"- endpoint {live.Endpoint}, silent";
            yield return $"+ endpoint {desired.Endpoint}";
        }
    }

    /// <summary>By text first: a gateway has thousands of networks, and nearly all of them stand in the same form on both sides.</summary>
    private static bool SameNetworks(IReadOnlyList<string> desired, string live)
    {
        var listed = live.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return desired.Count == listed.Length
            && (desired.All(listed.Contains) || desired.Select(IPNetwork.Parse).ToHashSet().SetEquals(listed.Select(IPNetwork.Parse)));
    }
}
