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
        var groups = routes.Where(r => r.Tls == TlsMode.Auto)
            .SelectMany(r => r.Names)
            .Distinct()
            .Select(name => (Name: name, Others: Others(name)))
            .Where(n => n.Others.Count > 0)
            .GroupBy(n => string.Join(' ', n.Others))
            .Select(g => (g.First().Others, Names: g.Select(n => n.Name).ToList()))
            .ToList();
        foreach (var (others, names) in groups)
        {
            var match = Match(names);
            match["not"] = new JsonArray(new JsonObject { ["header"] = new JsonObject { [Hop] = Json.Strings(["*"]) } });
            yield return new JsonObject { ["match"] = new JsonArray(match), ["handle"] = new JsonArray(Ask(others)), ["terminal"] = true };
        }

        if (groups.Count > 0)
            yield return new JsonObject
            {
                ["match"] = new JsonArray(Match(groups.SelectMany(g => g.Names).Distinct())),
                ["handle"] = new JsonArray(new JsonObject { ["handler"] = "static_response", ["status_code"] = 404 }),
                ["terminal"] = true,
            };
    }

    /// <summary>Challenges of names that are relayed: what others ask for may be of a service behind the gateway.</summary>
    private static JsonObject Match(IEnumerable<string> names) => new() { ["host"] = Json.Strings(names), ["path"] = Json.Strings([Path]) };

    /// <summary>The other gateways that have a certificate of a name: its paths may be served by different ones.</summary>
    private List<string> Others(string name) =>
    [
        .. context.Fleet.Routes.OfType<HttpRoute>()
            .Where(r => r.Tls == TlsMode.Auto && r.Names.Contains(name))
            .SelectMany(r => r.On)
            .Distinct()
            .Where(g => g != gateway.Name)
            .Select(g => $"{HostOf(context.Gateways[g].Endpoint)}:{HttpApp.PlainPort}"),
    ];

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
