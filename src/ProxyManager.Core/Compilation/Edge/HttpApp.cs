using System.Text.Json.Nodes;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>Caddy's http application. It is the same behind both engines; only who owns its ports differs.</summary>
internal sealed class HttpApp
{
    /// <summary>Where HTTP-01 challenges (RFC 8555, 8.3) and redirects are served.</summary>
    public const int PlainPort = 80;

    /// <summary>
    /// How long a server that another takes the place of still answers whom it let in: two round trips of a TLS handshake and the request, to
    /// anywhere on earth. Each load of the application takes as long.
    /// </summary>
    private const string Farewell = "1s";

    private readonly EdgePlan _plan;
    private readonly CaddyTraits _caddy;
    private readonly string _errorPage;
    private readonly PlainServer _plain;

    /// <param name="plan">What the gateway serves.</param>
    /// <param name="context">The fleet: challenges go to other gateways.</param>
    /// <param name="caddy">What the gateway's Caddy can do.</param>
    /// <param name="errorPage">HTML with Caddy's placeholders.</param>
    public HttpApp(EdgePlan plan, CompilationContext context, CaddyTraits caddy, string errorPage)
    {
        _plan = plan;
        _caddy = caddy;
        _errorPage = errorPage;
        _plain = new PlainServer(plan, context);
    }

    /// <summary>Public ports that the application itself listens on.</summary>
    public IEnumerable<int> Ports =>
        _plan.Http.Where(p => !p.BehindFront).Select(p => p.Port).Concat(_plain.IsNeeded ? [PlainPort] : []).Distinct().Order();

    public JsonObject Build()
    {
        var servers = new JsonObject();
        if (_plain.IsNeeded)
            servers[Name(PlainPort)] = Server(Json.Strings([$":{PlainPort}"]), ["h1"], _plain.Routes(route => Handlers(route, behindFront: false)));
        foreach (var port in _plan.Http.Where(p => p.Tls || !_plain.IsNeeded || p.Port != PlainPort))
        {
            var listen = port.BehindFront ? $"unix/{EnginePaths.CaddyHttpListener(port.Port)}" : $":{port.Port}";
            var server = Server(Json.Strings([listen]), port.Tls ? ["h1", "h2"] : ["h1"], Routes(port));
            if (port.Tls)
                server["tls_connection_policies"] = new JsonArray(new JsonObject { ["protocol_min"] = "tls1.2" });
            if (port.BehindFront && _caddy.ProxyProtocol)
                server["listener_wrappers"] = new JsonArray(new JsonObject { ["wrapper"] = "proxy_protocol" }, new JsonObject { ["wrapper"] = "tls" });
            servers[Name(port.Port)] = server;
        }

        return new JsonObject { ["shutdown_delay"] = Farewell, ["servers"] = servers };
    }

    private static string Name(int port) => $"http-{port}";

    private IEnumerable<JsonNode> Routes(HttpPort port) =>
        HttpRow.InOrder(port.Routes).Select(row => row.Compile(Handlers(row.Route, port.BehindFront)));

    private JsonNode[] Handlers(HttpRoute route, bool behindFront) => HttpProxy.Handlers(route, _plan.Gateway, _caddy, behindFront);

    private JsonObject Server(JsonArray listen, string[] protocols, IEnumerable<JsonNode> routes) => new()
    {
        ["listen"] = listen,
        ["protocols"] = Json.Strings(protocols),
        // Certificates are named in the tls application and redirects are routes: nothing is guessed from matchers.
        ["automatic_https"] = new JsonObject { ["disable"] = true },
        ["routes"] = Json.Array(routes.Append(NotFound())),
        ["errors"] = new JsonObject { ["routes"] = new JsonArray(new JsonObject { ["handle"] = new JsonArray(Page()) }) },
    };

    /// <summary>Caddy would answer what no route matches with an empty 200.</summary>
    private static JsonObject NotFound() => new()
    {
        ["handle"] = new JsonArray(new JsonObject { ["handler"] = "static_response", ["status_code"] = 404, ["close"] = true }),
    };

    private JsonObject Page() => new()
    {
        ["handler"] = "static_response",
        ["status_code"] = "{http.error.status_code}",
        ["headers"] = new JsonObject
        {
            ["Content-Type"] = Json.Strings(["text/html; charset=utf-8"]),
            ["Cache-Control"] = Json.Strings(["no-store"]),
        },
        ["body"] = _errorPage,
    };
}
