using System.Globalization;
using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Reads <c>ip -j rule</c>: how often each rule on a firewall mark is there.</summary>
internal static class RuleTable
{
    public static IReadOnlyDictionary<RuleResource, int> Read(bool v6, ITools tools) =>
        tools.Require("ip", ["-N", "-j", v6 ? "-6" : "-4", "rule"], json => Parse(json, v6));

    public static IReadOnlyDictionary<RuleResource, int> Parse(string json, bool v6)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray()
            .Where(r => r.TryGetProperty("fwmark", out _) && r.TryGetProperty("table", out _))
            .Select(r => new RuleResource(
                v6,
                r.GetProperty("priority").GetInt32(),
                Hex(r, "fwmark"),
                r.TryGetProperty("fwmask", out _) ? Hex(r, "fwmask") : uint.MaxValue,
                int.Parse(r.GetProperty("table").GetString()!)))
            .CountBy(r => r)
            .ToDictionary();
    }

    private static uint Hex(JsonElement rule, string name) =>
        uint.Parse(rule.GetProperty(name).GetString().AsSpan()["0x".Length..], NumberStyles.AllowHexSpecifier);
}
