using System.Net.Sockets;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>WireGuard interfaces with their peers, routes, rules and kernel parameters.</summary>
internal static class WireGuardConcern
{
    /// <summary>
    /// Below every other default route of the table, and the kernel's choice only while the tunnel's own is gone: nothing leaks to the LAN
    /// while an interface is being made again.
    /// </summary>
    private const long LastMetric = 4278198272;

    public static IEnumerable<Resource> Compile(CompilationContext context, Host host, ICollection<string> warnings) => host switch
    {
        Gateway gateway => CompileGateway(context, gateway, warnings),
        Peer peer => CompilePeer(context, peer, warnings),
        _ => throw new ArgumentException($"Neither gateway nor peer: {host.Name}.", nameof(host)),
    };

    private static IEnumerable<Resource> CompileGateway(CompilationContext context, Gateway gateway, ICollection<string> warnings)
    {
        var peers = new List<WireGuardPeer>();
        foreach (var peer in context.PeersByGateway[gateway.Name])
        {
            if (peer.PublicKey is null)
                WarnWithoutKey(peer, warnings);
            else
                peers.Add(new WireGuardPeer(peer.Name, peer.PublicKey, OverlayCidrs.Of(peer.Address), Endpoint: null, gateway.Keepalive, peer.PresharedKeyName));
        }

        yield return new WireGuardResource(
            InterfaceName.Gateway, gateway.ListenPort, gateway.Mtu, OverlayCidrs.Of(gateway.Address), peers, HostPaths.WireGuardKey);
        foreach (var network in OverlayCidrs.Of(context.Fleet.Network))
            yield return new RouteResource(network, InterfaceName.Gateway);
    }

    private static IEnumerable<Resource> CompilePeer(CompilationContext context, Peer peer, ICollection<string> warnings)
    {
        foreach (var gateway in peer.Via.Select(name => context.Gateways[name]).Where(g => g.PublicKey is null))
            WarnWithoutKey(gateway, warnings);

        return Tunnel.Of(context, peer).SelectMany(tunnel => CompileTunnel(context, peer, tunnel));
    }

    private static IEnumerable<Resource> CompileTunnel(CompilationContext context, Peer peer, Tunnel tunnel)
    {
        var network = context.Fleet.Network;
        yield return new WireGuardResource(
            tunnel.Interface,
            ListenPort: 0,
            peer.Mtu,
            OverlayCidrs.Of(peer.Address),
            [
                new WireGuardPeer(
                    tunnel.Gateway.Name,
                    tunnel.Gateway.PublicKey!,
                    AllowedIps(network, tunnel),
                    tunnel.Gateway.Endpoint,
                    peer.Keepalive,
                    peer.PresharedKeyName),
            ],
            HostPaths.WireGuardKey);

        // Replies leave by the tunnel that the connection came through, so a strict check of the source's own route would drop requests.
        yield return new SysctlResource($"net/ipv4/conf/{tunnel.Interface}/rp_filter", "2");

        foreach (var address in OverlayCidrs.Of(tunnel.Gateway.Address))
            yield return new RouteResource(address, tunnel.Interface);
        if (tunnel.IsHome)
        {
            foreach (var destination in OverlayCidrs.Of(network))
                yield return new RouteResource(destination, tunnel.Interface);
        }

        foreach (var destination in OverlayCidrs.Everything(network))
        {
            yield return new RouteResource(destination, Interface: null, tunnel.Table, LastMetric);
            yield return new RouteResource(destination, tunnel.Interface, tunnel.Table);
        }

        foreach (var family in network.All.Select(n => n.BaseAddress.AddressFamily))
            yield return new RuleResource(family == AddressFamily.InterNetworkV6, tunnel.Table, tunnel.Mark, Tunnel.MarkMask, tunnel.Table);
    }

    private static IReadOnlyList<string> AllowedIps(OverlayNetwork network, Tunnel tunnel) =>
    [
        .. OverlayCidrs.Of(tunnel.Gateway.Address),
        .. tunnel.IsHome ? OverlayCidrs.Of(network) : [],
        .. tunnel.CarriesClients ? OverlayCidrs.Everything(network) : [],
    ];

    private static void WarnWithoutKey(Host host, ICollection<string> warnings) =>
        warnings.Add($"{host.Name} has no WireGuard key yet and is left out; run: pm host init {host.Name}");
}
