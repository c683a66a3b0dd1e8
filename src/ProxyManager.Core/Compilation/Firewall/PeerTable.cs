using System.Net;
using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>The table of a managed peer.</summary>
internal static class PeerTable
{
    private static readonly NftName Tunnels = new("pm_tunnels");

    private static readonly NftName FromTunnel = new("pm_from_tunnel");

    public static NftTable Compile(CompilationContext context, Peer peer)
    {
        var tunnels = Tunnel.Of(context, peer);
        var interfaces = tunnels.Select(t => new NftString(t.Interface)).ToArray();
        var ports = ReachablePorts(context, peer);
        var table = new NftTable(new("inet"), new("proxymanager"));
        table.Add(CommonChains.Admit());
        if (interfaces.Length > 0)
        {
            AddReplies(table, tunnels);
            AddFromTunnel(table, peer, tunnels, ports);
            AddForward(table, interfaces, ports);
        }

        AddInput(table, peer, interfaces);
        return table;
    }

    /// <summary>Its services, and every port that a route leads to.</summary>
    private static PortSet ReachablePorts(CompilationContext context, Peer peer)
    {
        var ports = new PortSet();
        foreach (var service in peer.Services)
            ports.Add(service.Protocol, service.Ports);
        foreach (var route in context.RoutesByTarget[peer.Name])
        {
            foreach (var upstream in route.To.Where(u => u.Host == peer.Name))
                ports.Add(Protocols(route), upstream.Ports);
        }

        return ports;
    }

    private static TransportProtocol Protocols(Route route) => route is ForwardRoute forward
        ? (forward.Tcp is null ? 0 : TransportProtocol.Tcp) | (forward.Udp is null ? 0 : TransportProtocol.Udp)
        : TransportProtocol.Tcp;

    /// <summary>
    /// Replies leave by the tunnel that their connection came through. The direction matters: without it, what a service behind the peer sends
    /// back would be marked on its way in.
    /// </summary>
    private static void AddReplies(NftTable table, IReadOnlyList<Tunnel> tunnels)
    {
        table.Add(NftSet.Map(Tunnels, $"ifname : mark", [.. tunnels.Select(t => new NftElement($"{new NftString(t.Interface)}", $"{t.ConnectionMark}"))]));
        var prerouting = table.Add(new NftChain(new("pm_prerouting"), $"type filter hook prerouting priority mangle"));
        prerouting.Rule($"ct state new ct mark set iifname map @{Tunnels}");
        MarkReplies(prerouting);
        MarkReplies(table.Add(new NftChain(new("pm_output"), $"type route hook output priority mangle")));
    }

    private static void MarkReplies(NftChain chain) =>
        chain.Rule($"ct direction reply ct mark & {Tunnel.MarkMask} != 0 meta mark set ct mark & {Tunnel.MarkMask}");

    private static void AddFromTunnel(NftTable table, Peer peer, IReadOnlyList<Tunnel> tunnels, PortSet ports)
    {
        var chain = table.Add(new NftChain(FromTunnel));
        chain.Rule($"ct state established,related goto {TableNames.Admit}");
        chain.Rule($"icmp type echo-request goto {TableNames.Admit}");
        chain.Rule($"icmpv6 type echo-request goto {TableNames.Admit}");
        if (!ports.IsEmpty)
        {
            table.Add(ports.Compile(TableNames.Services));
            chain.Rule($"meta l4proto . th dport @{TableNames.Services} goto {TableNames.Admit}");
        }

        foreach (var family in IpFamily.All)
        {
            var gateways = tunnels.Select(t => family.Of(t.Gateway.Address)).OfType<IPAddress>().ToList();
            if (gateways.Count > 0)
                chain.Rule($"{family} saddr {gateways} tcp dport {InputBaselineRules.SshPort(peer)} goto {TableNames.Admit}");
        }

        chain.Rule($"drop");
    }

    private static void AddInput(NftTable table, Peer peer, NftString[] interfaces)
    {
        var chain = table.Add(CommonChains.Input());
        if (interfaces.Length > 0)
            chain.Rule($"iifname {interfaces} goto {FromTunnel}");
        if (peer.Firewall is { } baseline)
        {
            InputBaselineRules.AddEverywhere(chain, baseline);
            InputBaselineRules.AddOpen(chain, peer, baseline);
            chain.Rule($"drop");
        }
    }

    /// <summary>
    /// A service may run behind the peer (a container's published port): a port that the peer itself translates passes like the service.
    /// Everything else between the tunnels and other networks is dropped.
    /// </summary>
    private static void AddForward(NftTable table, NftString[] interfaces, PortSet ports)
    {
        var chain = table.Add(CommonChains.Forward());
        chain.Rule($"iifname != {interfaces} oifname != {interfaces} return");
        CommonChains.ClampSegmentSize(chain);
        chain.Rule($"ct state established,related goto {TableNames.Admit}");
        foreach (var protocol in new[] { TransportProtocol.Tcp, TransportProtocol.Udp })
        {
            // A rule for each range: nft lists a set of such ports in a form that it cannot load again, and an undo loads a listing.
            foreach (var open in ports.Of(protocol))
                chain.Rule($"iifname {interfaces} ct status dnat meta l4proto {protocol} ct original proto-dst {open} goto {TableNames.Admit}");
        }

        chain.Rule($"drop");
    }
}
