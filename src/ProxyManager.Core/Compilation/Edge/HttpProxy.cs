using System.Text.Json.Nodes;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Edge;

/// <summary>Handlers of Caddy's http application that lead to a route's upstreams.</summary>
internal static class HttpProxy
{
    /// <summary>The handlers of a route: refused clients get status 403, others are proxied.</summary>
    public static JsonNode[] Handlers(HttpRoute route, Host gateway, CaddyTraits caddy, bool behindFront)
    {
        var proxy = Proxy(route, gateway, caddy, behindFront);
        var refused = ClientFilter.Refused(route);
        if (refused.Count == 0)
            return [proxy];
        var refuse = new JsonObject
        {
            ["match"] = refused,
            ["handle"] = new JsonArray(new JsonObject { ["handler"] = "error", ["status_code"] = 403 }),
        };
        return [new JsonObject { ["handler"] = "subroute", ["routes"] = new JsonArray(refuse) }, proxy];
    }

    /// <summary>The text of an upstream's address. Caddy tells of all that have the same text together: what a check found stays apart from what nobody checks.</summary>
    public static string Dial(HttpRoute route, Upstream upstream, Host gateway) =>
        (route.Health is null ? WatchedUpstream.Unchecked : "") + UpstreamAddress.Endpoint(upstream, gateway);

    private static JsonObject Proxy(HttpRoute route, Host gateway, CaddyTraits caddy, bool behindFront)
    {
        var isBalanced = route.To.Count > 1;
        // A peer that is down is answered for within 5 s, the second upstream's attempt included.
        var transport = new JsonObject { ["protocol"] = "http", ["dial_timeout"] = isBalanced ? "2s" : "5s" };
        if (route.UpstreamTls)
            transport["tls"] = route.InsecureUpstream ? new JsonObject { ["insecure_skip_verify"] = true } : new JsonObject();

        var proxy = new JsonObject
        {
            ["handler"] = "reverse_proxy",
            ["upstreams"] = Json.Array(route.To.Select(u => new JsonObject { ["dial"] = Dial(route, u, gateway) })),
            ["transport"] = transport,
            ["flush_interval"] = -1,
        };
        if (caddy.KeepsStreams)
            proxy["stream_close_delay"] = "24h";
        if (isBalanced)
            proxy["load_balancing"] = new JsonObject
            {
                ["selection_policy"] = new JsonObject { ["policy"] = Policy(route.Balance) },
                ["try_duration"] = "4s",
                ["try_interval"] = "50ms",
            };
        if (isBalanced || route.Health is not null)
            proxy["health_checks"] = HealthChecks(route.Health, isBalanced);
        if (behindFront && !caddy.ProxyProtocol)
            // Without the client's address Caddy sets none of the X-Forwarded headers; these two it still knows.
            proxy["headers"] = new JsonObject
            {
                ["request"] = new JsonObject
                {
                    ["set"] = new JsonObject
                    {
                        ["X-Forwarded-Proto"] = Json.Strings(["https"]),
                        ["X-Forwarded-Host"] = Json.Strings(["{http.request.host}"]),
                    },
                },
            };
        return proxy;
    }

    private static JsonObject HealthChecks(HealthCheck? health, bool isBalanced)
    {
        var checks = new JsonObject();
        if (health is not null)
        {
            var active = new JsonObject { ["uri"] = health.Path ?? "/" };
            if (health.Interval is { } interval)
                active["interval"] = Json.Duration(interval);
            if (health.Timeout is { } timeout)
                active["timeout"] = Json.Duration(timeout);
            if (health.Rise is { } rise)
                active["passes"] = rise;
            if (health.Fall is { } fall)
                active["fails"] = fall;
            checks["active"] = active;
        }

        if (isBalanced)
            checks["passive"] = new JsonObject { ["fail_duration"] = "5s", ["max_fails"] = 1 };
        return checks;
    }

    private static string Policy(Balance balance) => balance switch
    {
        Balance.LeastConn => "least_conn",
        Balance.Source => "ip_hash",
        Balance.First => "first",
        _ => "round_robin",
    };
}
