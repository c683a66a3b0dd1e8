using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>Reads <c>ip -j addr show</c>.</summary>
internal static class LinkTable
{
    public static IReadOnlyDictionary<string, Link> Read(ITools tools) => tools.Require("ip", ["-j", "addr", "show"], Parse);

    public static IReadOnlyDictionary<string, Link> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var links = new Dictionary<string, Link>();
        foreach (var link in document.RootElement.EnumerateArray())
        {
            // ip leaves an empty object for every interface that a filter drops.
            if (!link.TryGetProperty("ifname", out var name))
                continue;
            var addresses = link.GetProperty("addr_info").EnumerateArray()
                .Where(a => a.TryGetProperty("local", out _) && a.GetProperty("scope").GetString() != "link")
                .Select(a => $"{a.GetProperty("local").GetString()}/{a.GetProperty("prefixlen").GetInt32()}")
                .ToHashSet();
            var up = link.GetProperty("flags").EnumerateArray().Any(f => f.ValueEquals("UP"));
            links[name.GetString()!] = new Link(link.GetProperty("mtu").GetInt32(), up, addresses);
        }

        return links;
    }
}
