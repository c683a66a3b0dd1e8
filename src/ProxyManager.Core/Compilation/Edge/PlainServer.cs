using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What is served on port 80: ACME challenges, plain <c>http</c> routes, redirects to TLS.</summary>
internal sealed class PlainServer(EdgePlan plan, CompilationContext context)
{
    /// <summary>
    /// What is plain there, and everything that ends TLS: the nearest name and path decides, so that no wildcard serves in clear what has TLS.
    /// Of equal ones what is plain comes first, then redirects, to the usual port before others.
    /// </summary>
    private readonly IReadOnlyList<HttpRoute> _routes =
    [
        .. plan.HttpRoutes.Where(r => r.Tls != TlsMode.Off || r.Port == HttpApp.PlainPort)
            .OrderBy(r => r.Tls != TlsMode.Off).ThenBy(r => !r.Redirect).ThenBy(r => r.Port != 443),
    ];

    public bool IsNeeded => _routes.Any(r => r.Redirect || r.Tls != TlsMode.Internal);

    /// <summary>The server's routes in matching order.</summary>
    /// <param name="proxied">The handlers of a plain route.</param>
    public IEnumerable<JsonNode> Routes(Func<HttpRoute, JsonNode[]> proxied)
    {
        var rows = HttpRow.InOrder(_routes).ToList();
        var plain = rows.Where(r => r.Route.Tls == TlsMode.Off).ToList();
        return new ChallengeRelay(plan.Gateway, context).Routes(_routes)
            .Concat(rows.Select(row => Uncovered(row, plain)).Where(row => row.Names.Count > 0).Select(row => row.Compile(Handlers(row.Route, proxied))));
    }

    /// <summary>A name with TLS that wants nothing of this port keeps wildcards from serving it in clear; a plain route of that very name may.</summary>
    private static HttpRow Uncovered(HttpRow row, List<HttpRow> plain) => row.Route.Tls == TlsMode.Off || row.Route.Redirect
        ? row
        : row with { Names = [.. row.Names.Where(name => !plain.Exists(p => p.Names.Contains(name) && p.Covers(row.Path)))] };

    private static JsonNode[] Handlers(HttpRoute route, Func<HttpRoute, JsonNode[]> proxied) =>
        route.Tls == TlsMode.Off ? proxied(route)
        : route.Redirect ? [Redirect(route.Port)]
        : [NotFound()];

    private static JsonObject Redirect(int port) => new()
    {
        ["handler"] = "static_response",
        ["status_code"] = 308,
        ["headers"] = new JsonObject
        {
            ["Location"] = Json.Strings([$"https://{{http.request.host}}{(port == 443 ? "" : $":{port}")}{{http.request.uri}}"]),
        },
    };

    private static JsonObject NotFound() => new() { ["handler"] = "static_response", ["status_code"] = 404 };
}
