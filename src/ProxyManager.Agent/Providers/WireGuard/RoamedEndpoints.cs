using System.Net;
using System.Text;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>
/// Where the peers that come to us were last seen. A rebooted gateway has forgotten it, and a peer alone notices that only at its next rekey,
/// up to 120 s later (WireGuard's white paper, 6.1); with the last endpoint the gateway calls first.
/// </summary>
internal static class RoamedEndpoints
{
    /// <summary>One line a peer: public key, space, <c>address:port</c>.</summary>
    private const string Path = HostPaths.State + "/roamed";

    /// <returns>The endpoints by public key. What a failing disk left of one is none: wg(8) would refuse the whole tunnel for it.</returns>
    public static Dictionary<string, string> Load(HostFiles files)
    {
        var endpoints = new Dictionary<string, string>();
        foreach (var line in (files.ReadText(Path) ?? "").Split('\n'))
        {
            if (line.IndexOf(' ') is > 0 and var space && IPEndPoint.TryParse(line.AsSpan(space + 1), out var seen) && seen.Port > 0)
                endpoints[line[..space]] = line[(space + 1)..];
        }

        return endpoints;
    }

    /// <summary>Keeps what the interfaces know now. A peer without a live endpoint keeps its old one; nothing is written when nothing moved.</summary>
    public static void Remember(IEnumerable<WireGuardResource> resources, IReadOnlyDictionary<string, LiveInterface> live, RunContext run)
    {
        var known = Load(run.Files);
        var text = new StringBuilder();
        var moved = false;
        var kept = 0;
        foreach (var resource in resources)
        {
            var peers = live.GetValueOrDefault(resource.Interface)?.Peers;
            foreach (var peer in resource.Peers)
            {
                if (peer.Endpoint is not null)
                    continue;
                var old = known.GetValueOrDefault(peer.PublicKey);
                if ((peers?.GetValueOrDefault(peer.PublicKey)?.Endpoint ?? old) is not { } endpoint)
                    continue;
                text.Append(peer.PublicKey).Append(' ').Append(endpoint).Append('\n');
                moved |= endpoint != old;
                kept++;
            }
        }

        if (moved || kept != known.Count)
            run.Keep(Path, text.ToString(), "where peers were last seen");
    }
}
