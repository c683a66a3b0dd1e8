using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>
/// Caddy's layer4 application: a server of its own for each port, never a wrapper around the http application's listener
/// (which mixes clients' bytes up).
/// </summary>
internal static class Layer4App
{
    // Up to here a flat list of routes is faster than two levels, as each route parses the ClientHello again.
    private const int MaxFlatRoutes = 64;

    public static JsonObject Build(EdgePlan plan, CaddyTraits caddy)
    {
        var servers = new JsonObject();
        foreach (var port in plan.PassThrough)
            servers[$"sni-{port.Port}"] = Server(port.Port, SniRoutes(port, plan.Gateway, caddy));
        foreach (var route in plan.Forwards)
        {
            var ports = route.Tcp!.Value;
            for (var i = 0; i < ports.Length; i++)
            {
                var handlers = Layer4Proxy.Handlers(route, plan.Gateway, route.ClientIp == ClientIp.ProxyV2, i);
                servers[$"tcp-{ports.First + i}"] = Server(ports.First + i, [new JsonObject { ["handle"] = handlers }]);
            }
        }

        return new JsonObject { ["servers"] = servers };
    }

    private static JsonObject Server(int port, IEnumerable<JsonNode> routes) =>
        new() { ["listen"] = Json.Strings([$":{port}"]), ["routes"] = Json.Array(routes) };

    private static IEnumerable<JsonNode> SniRoutes(PassThroughPort port, Gateway gateway, CaddyTraits caddy)
    {
        var targets = new SniTargets();
        foreach (var route in port.Routes)
            targets.Add(route.Names, Layer4Proxy.Handlers(route, gateway, route.ProxyProtocol));
        if (port.Http is { } http)
            targets.Add(http.Routes.SelectMany(r => r.Names), Layer4Proxy.HttpHandlers(port.Port, caddy));

        // The first match wins: exact names, wildcards, the default.
        var routes = Bucketed(targets.Exact).Concat(Bucketed(targets.Wildcard));
        if (port.Routes.FirstOrDefault(r => r.Default) is { } fallback)
            routes = routes.Append(new JsonObject
            {
                ["match"] = new JsonArray(new JsonObject { ["tls"] = new JsonObject() }),
                ["handle"] = Layer4Proxy.Handlers(fallback, gateway, fallback.ProxyProtocol),
            });
        // A ClientHello in several segments is lost when the last route gives up on a part of it; this one waits for the whole.
        return routes.Append(new JsonObject { ["match"] = Sni(["guard.invalid"]) });
    }

    private static IEnumerable<JsonNode> Bucketed(IReadOnlyList<SniTarget> targets)
    {
        if (targets.Count <= MaxFlatRoutes)
            return targets.Select(Route);
        return targets.Chunk((int)Math.Ceiling(Math.Sqrt(targets.Count))).Select(bucket => new JsonObject
        {
            ["match"] = Sni(bucket.SelectMany(t => t.Names)),
            ["handle"] = new JsonArray(Layer4Proxy.Subroute(bucket.Select(Route))),
        });
    }

    private static JsonObject Route(SniTarget target) => new() { ["match"] = Sni(target.Names), ["handle"] = target.Handlers.DeepClone() };

    private static JsonArray Sni(IEnumerable<string> names) =>
        new(new JsonObject { ["tls"] = new JsonObject { ["sni"] = Json.Strings(names) } });
}
