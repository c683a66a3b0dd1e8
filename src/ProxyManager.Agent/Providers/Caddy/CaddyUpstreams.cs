using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>What Caddy tells of its upstreams.</summary>
internal static class CaddyUpstreams
{
    /// <summary>What checks of the http application found, and with it what failed of late; as old as ten seconds.</summary>
    public const string HttpMetric = "caddy_reverse_proxy_upstreams_healthy";

    /// <summary>What the last check of the layer4 application found. Older ones do not tell.</summary>
    public const string Layer4Metric = "caddy_layer4_proxy_upstream_healthy";

    /// <summary>Reads a metric in Prometheus' text format, which has the upstream for its one label.</summary>
    /// <returns>The text of an upstream's address → whether it is up.</returns>
    public static IReadOnlyDictionary<string, bool> ParseMetrics(string text, string metric)
    {
        var begin = metric + "{upstream=\"";
        const string end = "\"} ";
        var states = new Dictionary<string, bool>();
        foreach (var line in text.Split('\n').Where(l => l.StartsWith(begin, StringComparison.Ordinal)))
        {
            var at = line.IndexOf(end, begin.Length, StringComparison.Ordinal);
            if (at >= 0)
                states[line[begin.Length..at]] = line[(at + end.Length)..].Trim() != "0";
        }

        return states;
    }

    /// <summary>Reads the list of upstreams of the http application.</summary>
    /// <returns>The texts of the addresses of those that connections failed to reach within the last seconds.</returns>
    /// <exception cref="ToolException">It is no such list.</exception>
    public static IReadOnlySet<string> ParseFailed(ReadOnlyMemory<byte> json) => ToolOutput.Parse("Caddy", json, text =>
    {
        using var upstreams = JsonDocument.Parse(text);
        return upstreams.RootElement.EnumerateArray()
            .Where(u => u.GetProperty("fails").GetInt64() > 0)
            .Select(u => u.GetProperty("address").GetString() ?? "")
            .ToHashSet();
    });
}
