using System.Text.Json;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Routes that lead into tunnels, and the unreachable ones that keep packets from leaking while a tunnel is gone.</summary>
internal sealed class RouteProvider : ResourceProvider
{
    /// <summary>Marks routes and rules as ours; not in use by any routing daemon's registration in rt_protos.</summary>
    public const byte Protocol = 112;

    /// <summary>What the IPv6 stack takes for a metric of 0 (IP6_RT_PRIO_USER).</summary>
    private const long DefaultMetricV6 = 1024;

    /// <summary>States of a link that ip prints with a route and does not accept back.</summary>
    private static readonly string[] LinkStates = ["linkdown", "dead"];

    public override string Kind => "route";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var family in resources.Cast<RouteResource>().GroupBy(IsV6))
        {
            var live = run.Network.Routes(family.Key, Protocol);
            findings.AddRange(family
                .Where(r => !live.Contains(new LiveRoute(r.Destination, r.Interface, r.Table, Metric(r))))
                .Select(r => Missing(r, Same(r, run))));
        }

        return findings;
    }

    /// <summary>
    /// The route that ours would replace: same destination, table and metric. The lines are ip's own, which ip accepts back. Another of ours that leads
    /// elsewhere is a resource of its own.
    /// </summary>
    public override string Capture(Resource resource, RunContext run)
    {
        var route = (RouteResource)resource;
        return JsonSerializer.Serialize(
            [.. Same(route, run).Where(l => !$"{l} ".Contains($" proto {Protocol} ", StringComparison.Ordinal) || LeadsTo(route.Interface, l))],
            ProvidersJson.Default.StringArray);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var route = (RouteResource)resource;
        run.Tools.Require("ip", [Family(route), "route", "replace", .. Selector(route), "proto", $"{Protocol}"]);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var route = (RouteResource)resource;
        var deleted = run.Tools.Run("ip", [Family(route), "route", "delete", .. Selector(route), "proto", $"{Protocol}"]);
        if (!deleted.Succeeded && run.Network.Routes(IsV6(route), Protocol).Contains(new LiveRoute(route.Destination, route.Interface, route.Table, Metric(route))))
            throw new ToolException($"the route {route.Name} could not be removed: {ToolErrors.Summary(deleted)}");
        foreach (var line in JsonSerializer.Deserialize(captured, ProvidersJson.Default.StringArray)!)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(LinkStates);
            var back = run.Tools.Run("ip", [Family(route), "route", "replace", .. words, "table", $"{route.Table}"]);

            // The interface that it led through may be gone with what made it; then so is the route.
            if (!back.Succeeded)
                run.Warnings.Add($"the route \"{line}\" in table {route.Table} could not be brought back: {ToolErrors.Summary(back)}");
        }
    }

    private static Finding Missing(RouteResource route, string[] present) =>
        new(route, present.Length == 0 ? ChangeAction.Create : ChangeAction.Update, [.. present.Select(l => $"- {l}"), $"+ {route.Name}"]);

    private static string[] Same(RouteResource route, RunContext run)
    {
        var shown = run.Tools.Run("ip", [Family(route), "route", "show", "table", $"{route.Table}", "exact", route.Destination]);

        if (!shown.Succeeded && !shown.Error.Contains("FIB table does not exist", StringComparison.Ordinal))
            throw new ToolException($"ip did not show the routes of table {route.Table}: {ToolErrors.Summary(shown)}");
        return shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(l => MetricOf(l) == Metric(route))
            .ToArray();
    }

    private static bool LeadsTo(string? name, string line) => name is null
        ? line.StartsWith("unreachable ", StringComparison.Ordinal)
        : $"{line} ".Contains($" dev {name} ", StringComparison.Ordinal);

    private static IReadOnlyList<string> Selector(RouteResource route) =>
    [
        .. route.Interface is null ? (string[])["unreachable", route.Destination] : [route.Destination, "dev", route.Interface],
        "table", $"{route.Table}",
        .. route.Metric == 0 ? (string[])[] : ["metric", $"{route.Metric}"],
    ];

    private static bool IsV6(RouteResource route) => route.Destination.Contains(':', StringComparison.Ordinal);

    private static string Family(RouteResource route) => IsV6(route) ? "-6" : "-4";

    private static long Metric(RouteResource route) => route.Metric == 0 && IsV6(route) ? DefaultMetricV6 : route.Metric;

    private static long MetricOf(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "metric");
        return at >= 0 ? long.Parse(words[at + 1]) : 0;
    }
}
