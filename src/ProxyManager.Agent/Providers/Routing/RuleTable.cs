using System.Globalization;
using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Reads <c>ip -j rule</c>. Rules that ask for more than a firewall mark (an address, an interface, a port) are others' and are left out.</summary>
internal static class RuleTable
{
    /// <summary>What ip tells of a rule on a mark alone; whatever else it tells is a further condition or action.</summary>
    private static readonly string[] Known = ["priority", "src", "fwmark", "fwmask", "table", "protocol"];

    /// <returns>In the order in which the kernel asks them.</returns>
    public static IReadOnlyList<LiveRule> Read(bool v6, ITools tools) =>
        tools.Require("ip", ["-N", "-j", v6 ? "-6" : "-4", "rule"], json => Parse(json, v6));

    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<LiveRule> Parse(string json, bool v6)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray()
                .Where(IsOnMarkAlone)
                .Select(r => new LiveRule(
                    new RuleResource(
                        v6,
                        r.GetProperty("priority").GetInt32(),
                        Hex(r, "fwmark"),
                        r.TryGetProperty("fwmask", out _) ? Hex(r, "fwmask") : uint.MaxValue,
                        int.Parse(r.GetProperty("table").GetString()!)),
                    r.TryGetProperty("protocol", out var protocol) ? protocol.GetString() : null)),
        ];
    }

    private static bool IsOnMarkAlone(JsonElement rule) =>
        rule.TryGetProperty("fwmark", out _) && rule.TryGetProperty("table", out _)
        && rule.EnumerateObject().All(p => Known.Contains(p.Name))
        && (!rule.TryGetProperty("src", out var source) || source.ValueEquals("all"));

    private static uint Hex(JsonElement rule, string name) =>
        uint.Parse(rule.GetProperty(name).GetString().AsSpan()["0x".Length..], NumberStyles.AllowHexSpecifier);
}
