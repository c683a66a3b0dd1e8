using System.Text.Json.Nodes;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Edge;

/// <summary>Handlers of caddy-l4 that lead to a route's upstreams.</summary>
internal static class Layer4Proxy
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The handlers of a route: refused clients are closed, others proxied.</summary>
    /// <param name="route">A route of TCP connections.</param>
    /// <param name="gateway">The gateway that connects.</param>
    /// <param name="proxyProtocol">Sends a PROXY protocol version 2 header.</param>
    /// <param name="offset">Place within the route's range of ports.</param>
    public static JsonArray Handlers(Route route, Host gateway, bool proxyProtocol, int offset = 0)
    {
        var proxy = Proxy(route, gateway, proxyProtocol, offset);
        var refused = ClientFilter.Refused(route);
        if (refused.Count == 0)
            return new JsonArray(proxy);
        var close = new JsonObject { ["match"] = refused, ["handle"] = new JsonArray(new JsonObject { ["handler"] = "close" }) };
        return new JsonArray(Subroute([close, new JsonObject { ["handle"] = new JsonArray(proxy) }]));
    }

    /// <summary>The handlers that pass a connection on to the http application.</summary>
    public static JsonArray HttpHandlers(int port, CaddyTraits caddy)
    {
        var proxy = new JsonObject
        {
            ["handler"] = "proxy",
            ["upstreams"] = new JsonArray(new JsonObject { ["dial"] = Json.Strings([$"unix/{EnginePaths.CaddyHttpSocket(port)}"]) }),
            ["load_balancing"] = TryAgain([]),
        };
        if (caddy.ProxyProtocol)
            proxy["proxy_protocol"] = "v2";
        return new JsonArray(proxy);
    }

    /// <summary>Whether the route's upstreams are checked.</summary>
    public static bool IsChecked(Route route) => route.To.Count > 1 || route.Health is not null;

    public static JsonObject Subroute(IEnumerable<JsonNode> routes) => new() { ["handler"] = "subroute", ["routes"] = Json.Array(routes) };

    private static JsonObject Proxy(Route route, Host gateway, bool proxyProtocol, int offset)
    {
        var isChecked = IsChecked(route);
        // Caddy keeps a peer's health under the text of its address across configurations, and only a check revives it:
        // the network in front of an address that is not checked keeps the two apart.
        var prefix = isChecked ? "" : WatchedUpstream.Unchecked;
        var proxy = new JsonObject
        {
            ["handler"] = "proxy",
            ["upstreams"] = Json.Array(route.To.Select(u =>
                new JsonObject { ["dial"] = Json.Strings([prefix + UpstreamAddress.Endpoint(u, gateway, offset)]) })),
            ["load_balancing"] = TryAgain(new JsonObject { ["selection"] = new JsonObject { ["policy"] = Policy(route.Balance) } }),
        };
        if (isChecked)
            proxy["health_checks"] = HealthChecks(route.Health);
        if (proxyProtocol)
            proxy["proxy_protocol"] = "v2";
        return proxy;
    }

    /// <summary>Without trying again a client gets an end of file until a check notices that a peer is down, or while the http application starts.</summary>
    private static JsonObject TryAgain(JsonObject balancing)
    {
        balancing["try_duration"] = "2s";
        balancing["try_interval"] = "50ms";
        return balancing;
    }

    private static JsonObject HealthChecks(HealthCheck? health)
    {
        var active = new JsonObject
        {
            ["interval"] = Json.Duration(health?.Interval ?? Interval),
            ["timeout"] = Json.Duration(health?.Timeout ?? Timeout),
        };
        if (health?.Rise is { } rise)
            active["rise"] = rise;
        if (health?.Fall is { } fall)
            active["fall"] = fall;
        return new JsonObject { ["active"] = active, ["passive"] = new JsonObject { ["fail_duration"] = "5s", ["max_fails"] = 1 } };
    }

    private static string Policy(Balance balance) => balance switch
    {
        Balance.RoundRobin => "round_robin",
        Balance.Source => "ip_hash",
        Balance.First => "first",
        _ => throw new NotSupportedException($"Caddy's layer4 cannot balance by {balance}."),
    };
}
