using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>
/// HTTP-01 challenges (RFC 8555, 8.3) of names that several gateways serve: the authority asks any of them, but only the one that
/// ordered knows the token (its Caddy answers before any route). The others ask their colleagues, one hop far.
/// </summary>
internal sealed class ChallengeRelay(Gateway gateway, CompilationContext context)
{
    private const string Hop = "X-Proxymanager-Hop";
    private const string Path = "/.well-known/acme-challenge/*";

    public IEnumerable<JsonNode> Routes(IEnumerable<HttpRoute> routes)
    {
        var groups = routes.Where(r => r.Tls == TlsMode.Auto && r.On.Count > 1)
            .GroupBy(r => string.Join(' ', r.On))
            .Select(g => (Others: Others(g.First()), Names: g.SelectMany(r => r.Names).Distinct().ToList()))
            .Where(g => g.Others.Count > 0)
            .ToList();
        foreach (var (others, names) in groups)
        {
            var match = new JsonObject
            {
                ["host"] = Json.Strings(names),
                ["path"] = Json.Strings([Path]),
                ["not"] = new JsonArray(new JsonObject { ["header"] = new JsonObject { [Hop] = Json.Strings(["*"]) } }),
            };
            yield return new JsonObject { ["match"] = new JsonArray(match), ["handle"] = new JsonArray(Ask(others)), ["terminal"] = true };
        }

        if (groups.Count > 0)
            yield return new JsonObject
            {
                ["match"] = new JsonArray(new JsonObject { ["path"] = Json.Strings([Path]) }),
                ["handle"] = new JsonArray(new JsonObject { ["handler"] = "static_response", ["status_code"] = 404 }),
                ["terminal"] = true,
            };
    }

    private List<string> Others(HttpRoute route) =>
        [.. route.On.Where(g => g != gateway.Name).Select(g => $"{HostOf(context.Gateways[g].Endpoint)}:{HttpApp.PlainPort}")];

    /// <summary>The host of <c>host:port</c>; IPv6 keeps its brackets.</summary>
    private static string HostOf(string endpoint) => endpoint[..endpoint.LastIndexOf(':')];

    /// <summary>Asks the first, and who answers that it does not know leaves it to the next; who is down is passed over.</summary>
    private static JsonObject Ask(List<string> gateways)
    {
        var proxy = new JsonObject
        {
            ["handler"] = "reverse_proxy",
            ["upstreams"] = Json.Array(gateways.Select(g => new JsonObject { ["dial"] = g })),
            ["transport"] = new JsonObject { ["protocol"] = "http", ["dial_timeout"] = "2s" },
            ["headers"] = new JsonObject { ["request"] = new JsonObject { ["set"] = new JsonObject { [Hop] = Json.Strings(["1"]) } } },
        };
        if (gateways.Count == 1)
            return proxy;
        proxy["load_balancing"] = new JsonObject { ["selection_policy"] = new JsonObject { ["policy"] = "first" }, ["try_duration"] = "5s" };
        proxy["health_checks"] = new JsonObject { ["passive"] = new JsonObject { ["fail_duration"] = "5s" } };
        var next = new JsonObject { ["handle"] = new JsonArray(Ask([.. gateways.Skip(1)])) };
        proxy["handle_response"] = new JsonArray(new JsonObject
        {
            ["match"] = new JsonObject { ["status_code"] = new JsonArray(4, 5) },
            ["routes"] = new JsonArray(next),
        });
        return proxy;
    }
}
