using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Firewall;

/// <summary>The rules of an input baseline that do not depend on what the host serves.</summary>
internal static class InputBaselineRules
{
    /// <summary>The port that sshd listens on: from the lock, else what the inventory says, else the well-known one.</summary>
    public static int SshPort(Host host) => host.Lock?.SshPort ?? host.Ssh?.Port ?? 22;

    /// <summary>Who may open an SSH connection under the baseline; null without one.</summary>
    /// <param name="host">A managed host.</param>
    /// <param name="context">The fleet: overlay addresses come through tunnels, where the baseline opens nothing.</param>
    public static AdminAccess? Admin(Host host, CompilationContext context)
    {
        if (host.Firewall is null)
            return null;

        var port = SshPort(host);
        var named = host.Firewall.Open.Where(o => NamesSsh(o, port)).ToList();
        IReadOnlyList<string> from = named.Count == 0 || named.Any(o => o.From.Count == 0)
            ? ["0.0.0.0/0", "::/0"]
            : [.. CidrSet.Normalize(named.SelectMany(o => o.From)).Select(n => n.ToString())];
        IReadOnlyList<string> overlay = [.. context.Fleet.Network.All.Select(n => n.ToString())];
        return new AdminAccess(port, from) { NotFrom = overlay, FromTunnels = Serves(host, port) ? overlay : GatewaysOf(host, context) };
    }

    /// <summary>Loopback, what is established and ICMP: whatever interface it comes through.</summary>
    public static void AddEverywhere(NftChain chain, InputBaseline baseline)
    {
        chain.Rule($"iifname {new NftString("lo")} accept");
        chain.Rule($"ct state established,related goto {TableNames.Admit}");

        // RFC 4890, 4.4: neighbour discovery and router advertisements are IPv6's ARP and default route.
        chain.Rule($"icmp type {{ destination-unreachable, time-exceeded, parameter-problem }} goto {TableNames.Admit}");
        chain.Rule($"icmpv6 type {{ destination-unreachable, packet-too-big, time-exceeded, parameter-problem, mld-listener-query, nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert, nd-redirect }} goto {TableNames.Admit}");
        if (baseline.Icmp)
        {
            chain.Rule($"icmp type echo-request goto {TableNames.Admit}");
            chain.Rule($"icmpv6 type echo-request goto {TableNames.Admit}");
        }
    }

    /// <summary>DHCP replies, SSH and <c>open</c>: not for what comes through a tunnel.</summary>
    public static void AddOpen(NftChain chain, Host host, InputBaseline baseline)
    {
        chain.Rule($"udp sport 67 udp dport 68 goto {TableNames.Admit}");
        chain.Rule($"ip6 saddr fe80::/10 udp dport 546 goto {TableNames.Admit}");

        var sshPort = SshPort(host);
        if (!baseline.Open.Any(o => NamesSsh(o, sshPort)))
            chain.Rule($"tcp dport {sshPort} goto {TableNames.Admit}");
        foreach (var open in baseline.Open)
            AddOpen(chain, open);
    }

    private static void AddOpen(NftChain chain, OpenPort open)
    {
        foreach (var protocol in new[] { TransportProtocol.Tcp, TransportProtocol.Udp }.Where(p => open.Protocol.HasFlag(p)))
        {
            if (open.From.Count == 0)
                chain.Rule($"{protocol} dport {open.Ports} goto {TableNames.Admit}");

            var from = CidrSet.Normalize(open.From);
            foreach (var family in IpFamily.All)
            {
                if (family.Of(from) is { Count: > 0 } sources)
                    chain.Rule($"{family} saddr {sources} {protocol} dport {open.Ports} goto {TableNames.Admit}");
            }
        }
    }

    /// <summary>What is a service is reached through the tunnels.</summary>
    private static bool Serves(Host host, int port) =>
        host.Services.Any(s => s.Protocol.HasFlag(TransportProtocol.Tcp) && s.Ports.First <= port && port <= s.Ports.Last);

    /// <summary>A managed peer lets its gateways in.</summary>
    private static IReadOnlyList<string> GatewaysOf(Host host, CompilationContext context) => host is Peer peer
        ? [.. Tunnel.Of(context, peer).SelectMany(t => t.Gateway.Address.All).Select(a => $"{a}/{a.GetAddressBytes().Length * 8}")]
        : [];

    private static bool NamesSsh(OpenPort open, int port) =>
        open.Protocol.HasFlag(TransportProtocol.Tcp) && open.Ports.First <= port && port <= open.Ports.Last;
}
