using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What a gateway's edge serves, by public port: who owns a port is decided here, once for both engines.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="PassThrough">Ports that the front engine owns because they carry <c>sni</c> routes, ascending.</param>
/// <param name="Forwards">TCP forwards that go through the edge, in the order of the inventory.</param>
/// <param name="Http">All ports with <c>http</c> routes, ascending.</param>
internal sealed record EdgePlan(
    Gateway Gateway,
    IReadOnlyList<PassThroughPort> PassThrough,
    IReadOnlyList<ForwardRoute> Forwards,
    IReadOnlyList<HttpPort> Http)
{
    private bool NeedsFront => PassThrough.Count > 0 || Forwards.Count > 0;

    public bool NeedsHaproxy => Gateway.Edge == EdgeEngine.Haproxy && NeedsFront;

    public bool NeedsLayer4 => Gateway.Edge == EdgeEngine.Caddy && NeedsFront;

    public bool NeedsHttp => Http.Count > 0;

    public IEnumerable<HttpRoute> HttpRoutes => Http.SelectMany(p => p.Routes);

    /// <summary>The routes that the front engine leads on by itself.</summary>
    public IEnumerable<Route> FrontRoutes => PassThrough.SelectMany(p => p.Routes).Concat<Route>(Forwards);

    /// <summary>The TCP ports that the front owns.</summary>
    public IEnumerable<int> FrontPorts =>
        PassThrough.Select(p => p.Port).Concat(Forwards.SelectMany(f => Enumerable.Range(f.Tcp!.Value.First, f.Tcp.Value.Length)));

    public static EdgePlan Of(CompilationContext context, Gateway gateway)
    {
        var routes = context.RoutesByGateway[gateway.Name].ToList();
        var sni = routes.OfType<SniRoute>().ToLookup(r => r.Port);
        var http = routes.OfType<HttpRoute>().GroupBy(r => r.Port).OrderBy(g => g.Key)
            .Select(g => new HttpPort(g.Key, [.. g], sni.Contains(g.Key)))
            .ToList();
        var passThrough = sni.OrderBy(g => g.Key)
            .Select(g => new PassThroughPort(g.Key, [.. g], http.Find(h => h.Port == g.Key)))
            .ToList();
        return new EdgePlan(gateway, passThrough, [.. routes.OfType<ForwardRoute>().Where(r => r.ThroughEdge)], http);
    }
}
