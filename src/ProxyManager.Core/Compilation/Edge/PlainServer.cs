using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What is served on port 80: ACME challenges, plain <c>http</c> routes, redirects to TLS.</summary>
internal sealed class PlainServer(EdgePlan plan, CompilationContext context)
{
    private readonly HttpPort? _own = plan.Http.FirstOrDefault(p => p.Port == HttpApp.PlainPort && !p.Tls);

    /// <summary>The routes that end TLS, those of the usual port first: it is where a redirect leads when a name has several.</summary>
    private readonly IReadOnlyList<HttpRoute> _tls =
        [.. plan.Http.Where(p => p.Tls).OrderBy(p => p.Port != 443).SelectMany(p => p.Routes)];

    public bool IsNeeded => _own is not null || _tls.Any(r => r.Redirect || r.Tls == TlsMode.Auto);

    /// <summary>The server's routes in matching order.</summary>
    /// <param name="proxied">Compiles the routes of a port.</param>
    public IEnumerable<JsonNode> Routes(Func<HttpPort, IEnumerable<JsonNode>> proxied) =>
        new ChallengeRelay(plan.Gateway, context).Routes(_tls)
            .Concat(_own is null ? [] : proxied(_own))
            .Concat(HttpRow.InOrder(_tls).Select(row => row.Compile(row.Route.Redirect ? Redirect(row.Route.Port) : NotFound())));

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
