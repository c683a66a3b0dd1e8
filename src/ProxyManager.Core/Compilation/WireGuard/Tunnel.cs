using ProxyManager.Fleets;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>One of a managed peer's tunnels: an interface of its own with a gateway as its only peer.</summary>
/// <param name="Gateway">The other end.</param>
/// <param name="Number">1–8, among the peer's gateways by name.</param>
/// <param name="IsHome">It carries the overlay networks.</param>
/// <param name="CarriesClients">A transparent route comes through it, so packets from and to any address do.</param>
internal sealed record Tunnel(Gateway Gateway, int Number, bool IsHome, bool CarriesClients)
{
    /// <summary>The bits of packet and conntrack marks that say through which tunnel a connection came.</summary>
    public const uint MarkMask = 0x00f00000;

    public string Interface { get; } = InterfaceName.ToGateway(Gateway.Name);

    public uint Mark => (uint)Number << 20;

    /// <summary>Routing table of the replies, and priority of the rule that leads to it.</summary>
    public int Table => 1000 + Number;

    /// <summary>
    /// A peer's tunnels. Gateways without a known key are left out. Numbers follow the gateways' names, so that moving lines in the
    /// inventory, or choosing another home, does not send the replies of open connections elsewhere.
    /// </summary>
    public static IReadOnlyList<Tunnel> Of(CompilationContext context, Peer peer)
    {
        var transparent = context.RoutesByTarget[peer.Name]
            .OfType<ForwardRoute>()
            .Where(r => r.ClientIp == ClientIp.Transparent)
            .SelectMany(r => r.On)
            .ToHashSet();
        return
        [
            .. peer.Via
                .Order(StringComparer.Ordinal)
                .Select((name, i) => new Tunnel(context.Gateways[name], i + 1, name == peer.Home, transparent.Contains(name)))
                .Where(t => t.Gateway.PublicKey is not null),
        ];
    }
}
