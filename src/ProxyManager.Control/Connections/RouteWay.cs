using ProxyManager.Compilation.Edge;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>The way of a route through one gateway to one of its targets: what is to be looked at, and where.</summary>
/// <param name="Route">The route.</param>
/// <param name="Gateway">The gateway.</param>
/// <param name="Upstream">The target.</param>
/// <param name="Peer">The target's host; null when it is the gateway itself.</param>
/// <param name="SharesPort">An <c>sni</c> route has the same port there, so that the front owns it.</param>
internal sealed record RouteWay(Route Route, Gateway Gateway, Upstream Upstream, Peer? Peer, bool SharesPort = false)
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
               let sharesPort = route is HttpRoute http && fleet.Routes.OfType<SniRoute>().Any(s => s.Port == http.Port && s.On.Contains(gateway.Name))
               select new RouteWay(route, gateway, upstream, peers.GetValueOrDefault(upstream.Host), sharesPort),
        ];
    }

    public string Target => Upstream.Service is null ? $"{Upstream.Host}:{Upstream.Ports}" : $"{Upstream.Host}/{Upstream.Service}";

    private string TargetAddress => UpstreamAddress.Of(Upstream, Gateway).ToString();

    /// <summary>The gateway's tunnel to the target; null where there is none.</summary>
    public ProbeTunnel? Tunnel => Peer?.PublicKey is { } key ? new(InterfaceName.Gateway, key, TargetAddress, Gateway.Mtu) : null;

    /// <summary>The first of the target's ports for each protocol that the route has.</summary>
    public IReadOnlyList<ProbePort> Services => Protocols.Select(p => new ProbePort(p, TargetAddress, Upstream.Ports.First)).ToList();

    /// <summary>The units of the engines that a connection passes, in its order; none where nftables serves the route.</summary>
    public IReadOnlyList<string> EngineUnits => Route switch
    {
        ForwardRoute { ThroughEdge: false } => [],
        HttpRoute => SharesPort ? [Front, HostPaths.CaddyUnit] : [HostPaths.CaddyUnit],
        _ => [Front],
    };

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

    private string Front => Gateway.Edge == EdgeEngine.Haproxy ? HostPaths.HaproxyUnit : HostPaths.Layer4Unit;

    private IEnumerable<string> Protocols => Route is ForwardRoute forward
        ? new[] { forward.Tcp is null ? null : "tcp", forward.Udp is null ? null : "udp" }.OfType<string>()
        : ["tcp"];
}
