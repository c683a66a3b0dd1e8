using ProxyManager.Resources;

namespace ProxyManager.Compilation.Edge;

/// <summary>The upstreams that Caddy watches for a gateway's routes.</summary>
internal static class WatchedUpstreams
{
    /// <summary>Those of the http application; null for none.</summary>
    public static IReadOnlyList<WatchedUpstream>? OfHttp(EdgePlan plan)
    {
        var routes = plan.HttpRoutes.Where(r => r.To.Count > 1 || r.Health is not null).ToList();
        // Caddy checks for each route and tells by address: of checks that ask for different things it tells the outcome of any.
        var checks = routes.Where(r => r.Health is not null)
            .SelectMany(r => r.To, (r, u) => (Dial: HttpProxy.Dial(r, u, plan.Gateway), Check: (r.Health!.Path ?? "/", r.UpstreamTls, r.InsecureUpstream)))
            .Distinct()
            .CountBy(c => c.Dial)
            .ToDictionary();
        return OrNull(routes.SelectMany(r => r.To, (r, u) => (Route: r.Name, Dial: HttpProxy.Dial(r, u, plan.Gateway)))
            .Select(u => new WatchedUpstream(u.Route, u.Dial, checks.GetValueOrDefault(u.Dial) == 1)));
    }

    /// <summary>Those of the layer4 application, whose checks all ask for the same: a connection. Null for none.</summary>
    public static IReadOnlyList<WatchedUpstream>? OfLayer4(EdgePlan plan) => OrNull(plan.FrontRoutes
        .Where(Layer4Proxy.IsChecked)
        .SelectMany(r => r.To, (r, u) => new WatchedUpstream(r.Name, UpstreamAddress.Endpoint(u, plan.Gateway), IsChecked: true)));

    private static List<WatchedUpstream>? OrNull(IEnumerable<WatchedUpstream> upstreams) =>
        upstreams.ToList() is { Count: > 0 } watched ? watched : null;
}
