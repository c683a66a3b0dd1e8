using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What a plan says about a gateway's routes.</summary>
internal static class EdgeNotices
{
    public static IEnumerable<string> Of(EdgePlan plan, CompilationContext context)
    {
        if (Unseen(plan, context) is { } unseen)
            yield return unseen;
        foreach (var notice in plan.Gateway.Edge == EdgeEngine.Caddy ? OnCaddy(plan) : OnHaproxy(plan))
            yield return notice;
        foreach (var notice in LivingOn([.. plan.HttpRoutes], plan.Gateway, "streams", "http"))
            yield return notice;
    }

    /// <summary>Routes whose service does not learn the client's address, by what hides it.</summary>
    private static string? Unseen(EdgePlan plan, CompilationContext context)
    {
        var routes = context.RoutesByGateway[plan.Gateway.Name].ToList();
        var hidden = plan.Http.Where(p => p.BehindFront && !CaddyTraits.Of(plan.Gateway).ProxyProtocol).SelectMany(p => p.Routes).ToHashSet();
        // What the kernel leads to the gateway itself needs no other source.
        var snat = routes.Where(r => r is ForwardRoute { ClientIp: ClientIp.Snat } forward && (!forward.ThroughEdge || forward.Udp is not null)
            && forward.To.Any(u => u.Host != plan.Gateway.Name));
        var edge = routes.Where(r => r switch
        {
            SniRoute sni => !sni.ProxyProtocol,
            ForwardRoute forward => forward is { ThroughEdge: true, ClientIp: not ClientIp.ProxyV2, Udp: null },
            HttpRoute http => hidden.Contains(http),
            _ => false,
        });
        var parts = new[] { Listed(snat, "snat"), Listed(edge, "edge") }.OfType<string>().ToList();
        return parts.Count == 0 ? null : $"The service does not learn the client's address: {string.Join(", ", parts)}.";
    }

    private static string? Listed(IEnumerable<Route> routes, string why)
    {
        var names = Names(routes);
        return names.Length == 0 ? null : $"{names} ({why})";
    }

    private static IEnumerable<string> OnCaddy(EdgePlan plan) =>
        LivingOn([.. plan.PassThrough.SelectMany(p => p.Routes), .. plan.Forwards], plan.Gateway, "connections", "caddy");

    /// <summary>
    /// Connections through layer4, and streams of <c>http</c> routes, are ended by their upstream: one that another route keeps protects them, and so does
    /// one that admits fewer clients.
    /// </summary>
    private static IEnumerable<string> LivingOn(IReadOnlyList<Route> routes, Gateway gateway, string what, string where)
    {
        if (Shared(routes, gateway) is { } shared)
            yield return $"Open {what} of a changed or removed route live on while another route keeps the same upstream: {shared} ({where}).";
        if (Names(routes.Where(r => r.Allow.Count + r.Deny.Count > 0)) is { Length: > 0 } listed)
            yield return $"Open {what} of clients that allow or deny newly refuses live on: {listed} ({where}).";
    }

    /// <summary>A name that an entry of the map leads on by is not known of a connection.</summary>
    private static IEnumerable<string> OnHaproxy(EdgePlan plan) =>
        plan.PassThrough.Select(p => Shared(p.Routes.Where(r => !HaproxyConfiguration.NeedsBackend(r)), plan.Gateway)).OfType<string>()
            .Select(shared => $"Open connections of a changed or removed route live on while another route of its port keeps the same upstream: {shared} (haproxy).");

    /// <summary>Routes that have an upstream in common; null without any.</summary>
    private static string? Shared(IEnumerable<Route> routes, Gateway gateway)
    {
        var shared = routes
            .SelectMany(r => UpstreamAddress.Endpoints(r, gateway).Distinct(), (route, endpoint) => (route, endpoint))
            .GroupBy(x => x.endpoint, x => x.route)
            .Where(g => g.Skip(1).Any())
            .SelectMany(g => g)
            .Distinct();
        return Names(shared) is { Length: > 0 } names ? names : null;
    }

    private static string Names(IEnumerable<Route> routes) => string.Join(", ", routes.Select(r => r.Name));
}
