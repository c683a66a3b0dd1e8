using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>The way of a route through one gateway to one of its targets: what is to be looked at, and where.</summary>
/// <param name="Route">The route.</param>
/// <param name="Gateway">The gateway.</param>
/// <param name="Upstream">The target.</param>
/// <param name="Peer">The target's host; null when it is the gateway itself.</param>
internal sealed record RouteWay(Route Route, Gateway Gateway, Upstream Upstream, Peer? Peer)
{
    /// <summary>All ways of routes, on some of the gateways.</summary>
    public static IReadOnlyList<RouteWay> Of(Fleet fleet, IEnumerable<Route> routes, IReadOnlySet<string> gateways)
    {
        var peers = fleet.Peers.ToDictionary(p => p.Name);
        return
        [
            .. from route in routes
               from gateway in fleet.Gateways.Where(g => route.On.Contains(g.Name) && gateways.Contains(g.Name))
               from upstream in route.To
               select new RouteWay(route, gateway, upstream, peers.GetValueOrDefault(upstream.Host)),
        ];
    }

    public string Target => Upstream.Service is null ? $"{Upstream.Host}:{Upstream.Ports}" : $"{Upstream.Host}/{Upstream.Service}";

    private string TargetAddress => Upstream.Address.All.First().ToString();

    /// <summary>The gateway's tunnel to the target; null where there is none.</summary>
    public ProbeTunnel? Tunnel => Peer?.PublicKey is { } key ? new(InterfaceName.Gateway, key, TargetAddress, Gateway.Mtu) : null;

    /// <summary>The first of the target's ports for each protocol that the route has.</summary>
    public IReadOnlyList<ProbePort> Services => Protocols.Select(p => new ProbePort(p, TargetAddress, Upstream.Ports.First)).ToList();

    /// <summary>The unit of the engine that serves the route; null where nftables does.</summary>
    public string? EngineUnit => Route is ForwardRoute { ThroughEdge: false } ? null : Gateway.Edge == EdgeEngine.Haproxy ? "pm-haproxy.service" : "pm-caddy.service";

    /// <summary>The public TCP port; null for a route of UDP alone.</summary>
    public int? PublicTcp => Route switch
    {
        ForwardRoute forward => forward.Tcp?.First,
        SniRoute sni => sni.Port,
        HttpRoute http => http.Port,
        _ => null,
    };

    /// <summary>The name that clients ask for: the route's first, else the gateway's own. A wildcard stands for any name.</summary>
    public string PublicName => (Route switch { SniRoute { Names: [var sni, ..] } => sni, HttpRoute http => http.Names[0], _ => GatewayHost }).Replace("*", "pm-test", StringComparison.Ordinal);

    /// <summary>The host that clients reach the gateway at, as far as the inventory says.</summary>
    public string GatewayHost => Gateway.Endpoint[..Gateway.Endpoint.LastIndexOf(':')].Trim('[', ']');

    private IEnumerable<string> Protocols => Route is ForwardRoute forward
        ? new[] { forward.Tcp is null ? null : "tcp", forward.Udp is null ? null : "udp" }.OfType<string>()
        : ["tcp"];
}
