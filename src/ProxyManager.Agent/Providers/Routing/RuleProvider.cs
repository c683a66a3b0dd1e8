using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Policy rules that send marked packets to a table of ours.</summary>
internal sealed class RuleProvider : ResourceProvider
{
    private const string Present = "present";

    public override string Kind => "rule";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var family in resources.Cast<RuleResource>().GroupBy(r => r.V6))
        {
            var live = RuleTable.Read(family.Key, run.Tools);
            findings.AddRange(family.Select(r => Inspect(r, live)).OfType<Finding>());
        }

        return findings;
    }

    public override string Capture(Resource resource, RunContext run) => IsThere((RuleResource)resource, run) ? Present : "";

    public override void Apply(Resource resource, RunContext run)
    {
        var rule = (RuleResource)resource;
        var live = RuleTable.Read(rule.V6, run.Tools);
        foreach (var other in Misleading(rule, live))
            run.Tools.Require("ip", [Family(other), "rule", "delete", .. Selector(other)]);
        if (!live.ContainsKey(rule))
            run.Tools.Require("ip", [Family(rule), "rule", "add", .. Selector(rule), "protocol", RouteTable.Protocol]);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var rule = (RuleResource)resource;
        if (captured == Present)
        {
            Apply(rule, run);
            return;
        }

        for (var left = RuleTable.Read(rule.V6, run.Tools).GetValueOrDefault(rule); left > 0; left--)
            run.Tools.Require("ip", [Family(rule), "rule", "delete", .. Selector(rule)]);
    }

    private static Finding? Inspect(RuleResource rule, IReadOnlyDictionary<RuleResource, int> live)
    {
        IReadOnlyList<string> lines =
        [
            .. Misleading(rule, live).Select(other => $"- {other.Name}"),
            .. live.ContainsKey(rule) ? (string[])[] : [$"+ {rule.Name}"],
        ];
        return lines.Count == 0 ? null : new Finding(rule, live.ContainsKey(rule) ? ChangeAction.Update : ChangeAction.Create, lines);
    }

    /// <summary>Rules in the place of ours that lead the same packets elsewhere: one that was there first would win.</summary>
    private static IEnumerable<RuleResource> Misleading(RuleResource rule, IReadOnlyDictionary<RuleResource, int> live) =>
        live.Keys.Where(other => other != rule && other with { Table = rule.Table } == rule);

    private static bool IsThere(RuleResource rule, RunContext run) => RuleTable.Read(rule.V6, run.Tools).ContainsKey(rule);

    private static string Family(RuleResource rule) => rule.V6 ? "-6" : "-4";

    private static IReadOnlyList<string> Selector(RuleResource rule) =>
        ["pref", $"{rule.Priority}", "fwmark", $"0x{rule.Mark:x}/0x{rule.Mask:x}", "lookup", $"{rule.Table}"];
}
