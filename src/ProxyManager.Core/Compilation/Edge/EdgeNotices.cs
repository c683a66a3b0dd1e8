using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What a plan says about a gateway's routes.</summary>
internal static class EdgeNotices
{
    public static IEnumerable<string> Of(EdgePlan plan, CompilationContext context)
    {
        if (Unseen(plan, context) is { } unseen)
            yield return unseen;
        if (plan.Gateway.Edge == EdgeEngine.Caddy && Shared(plan) is { } shared)
            yield return shared;
    }

    /// <summary>Routes whose service does not learn the client's address, by what hides it.</summary>
    private static string? Unseen(EdgePlan plan, CompilationContext context)
    {
        var routes = context.RoutesByGateway[plan.Gateway.Name].ToList();
        var hidden = plan.Http.Where(p => p.BehindFront && !CaddyTraits.Of(plan.Gateway).ProxyProtocol).SelectMany(p => p.Routes).ToHashSet();
        var snat = routes.Where(r => r is ForwardRoute { ClientIp: ClientIp.Snat } forward && (!forward.ThroughEdge || forward.Udp is not null));
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
        var names = string.Join(", ", routes.Select(r => r.Name));
        return names.Length == 0 ? null : $"{names} ({why})";
    }

    /// <summary>Connections through layer4 are ended by their upstream, so an upstream that another route keeps protects them.</summary>
    private static string? Shared(EdgePlan plan)
    {
        var shared = plan.PassThrough.SelectMany(p => p.Routes).Cast<Route>().Concat(plan.Forwards)
            .SelectMany(r => UpstreamAddress.Endpoints(r, plan.Gateway).Distinct(), (route, endpoint) => (route, endpoint))
            .GroupBy(x => x.endpoint, x => x.route)
            .Where(g => g.Skip(1).Any())
            .SelectMany(g => g)
            .Select(r => r.Name)
            .Distinct()
            .ToList();
        return shared.Count == 0
            ? null
            : $"Open connections of a changed or removed route live on while another route keeps the same upstream: {string.Join(", ", shared)} (caddy).";
    }
}
