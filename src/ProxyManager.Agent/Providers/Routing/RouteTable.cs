using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Reads the routes that carry our protocol number from <c>ip -j route</c>.</summary>
internal static class RouteTable
{
    /// <summary>Marks a route as ours; not in use by any routing daemon's registration in rt_protos.</summary>
    public const string Protocol = "112";

    private const int MainTable = 254;

    /// <summary>RTN_UNREACHABLE of linux/rtnetlink.h.</summary>
    private const string Unreachable = "7";

    public static IReadOnlySet<LiveRoute> Read(bool v6, ITools tools) => tools.Require(
        "ip", ["-N", "-j", v6 ? "-6" : "-4", "route", "show", "table", "all", "proto", Protocol], json => Parse(json, v6));

    public static IReadOnlySet<LiveRoute> Parse(string json, bool v6)
    {
        var routes = new HashSet<LiveRoute>();
        using var document = JsonDocument.Parse(json);
        foreach (var route in document.RootElement.EnumerateArray())
        {
            if (!route.TryGetProperty("dst", out var destination))
                continue;
            var unreachable = Text(route, "type") is Unreachable or "unreachable";
            routes.Add(new LiveRoute(
                Cidr(destination.GetString()!, v6),
                unreachable ? null : Text(route, "dev"),
                Text(route, "table") is { } table ? int.Parse(table) : MainTable,
                route.TryGetProperty("metric", out var metric) ? metric.GetInt64() : 0));
        }

        return routes;
    }

    private static string? Text(JsonElement route, string name) => route.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>ip writes <c>default</c> and leaves out the prefix of a single address.</summary>
    private static string Cidr(string destination, bool v6) =>
        destination == "default" ? (v6 ? "::/0" : "0.0.0.0/0")
        : destination.Contains('/', StringComparison.Ordinal) ? destination
        : destination + (v6 ? "/128" : "/32");
}
