using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Probes;

/// <summary>Looks at tunnels: is it there, does it shake hands, how large a packet comes through.</summary>
internal sealed class TunnelProbe(RunContext run)
{
    private const int AtATime = 16;
    private const int SmallPayload = 56;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<TunnelState> Run(IReadOnlyList<ProbeTunnel> tunnels)
    {
        if (tunnels.Count == 0)
            return [];
        var echoes = new (bool? Small, bool? Full)[tunnels.Count];
        Parallel.For(0, tunnels.Count, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, i => echoes[i] = Echo(tunnels[i]));

        // Handshakes are read behind the echoes, which bring them about.
        var interfaces = WireGuardDump.Read(run.Tools);
        var now = run.Clock.GetUtcNow();
        return [.. tunnels.Select((tunnel, i) =>
        {
            var peer = interfaces.GetValueOrDefault(tunnel.Interface)?.Peers.GetValueOrDefault(tunnel.PublicKey);
            return new TunnelState(tunnel, peer is not null, (long?)peer?.SinceHandshake(now)?.TotalSeconds, echoes[i].Small, echoes[i].Full);
        })];
    }

    /// <summary>A large packet is tried only where a small one comes back: not everybody answers echoes.</summary>
    private (bool? Small, bool? Full) Echo(ProbeTunnel tunnel)
    {
        var small = Echo(tunnel, SmallPayload);
        return (small, small == true ? Echo(tunnel, tunnel.Mtu - Headers(tunnel)) : null);
    }

    /// <summary>IP and ICMP headers (RFC 792; RFC 4443).</summary>
    private static int Headers(ProbeTunnel tunnel) => IPAddress.Parse(tunnel.Address).AddressFamily == AddressFamily.InterNetwork ? 28 : 48;

    /// <summary>ping(8) with fragmentation forbidden. Null where there is no ping.</summary>
    private bool? Echo(ProbeTunnel tunnel, int payload)
    {
        var result = run.Tools.Run(
            "ping",
            ["-n", "-q", "-M", "do", "-c", "2", "-i", "0.2", "-W", "1", "-s", payload.ToString(CultureInfo.InvariantCulture), "--", tunnel.Address],
            timeout: Patience);
        return result.ExitCode switch { 0 => true, 1 => false, _ => null };
    }
}
