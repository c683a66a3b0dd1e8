using System.Globalization;
using System.Text.Json;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>Policy rules that send marked packets to a table of ours.</summary>
internal sealed class RuleProvider : ResourceProvider
{
    public override string Kind => "rule";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var family in resources.Cast<RuleResource>().GroupBy(r => r.V6))
        {
            var live = run.Network.Rules(family.Key);
            findings.AddRange(family.Select(r => Inspect(r, live)).OfType<Finding>());
        }

        return findings;
    }

    /// <returns>
    /// The rules in the place of this one, each <c>TABLE PROTOCOL</c>, in the kernel's order: itself, and those of others that it replaces. Others of
    /// ours are resources of their own.
    /// </returns>
    public override string Capture(Resource resource, RunContext run) => JsonSerializer.Serialize(
        [.. ItsOwnAndOthers((RuleResource)resource, run).Select(l => $"{l.Rule.Table} {l.Protocol}".TrimEnd())], ProvidersJson.Default.StringArray);

    public override void Apply(Resource resource, RunContext run)
    {
        var rule = (RuleResource)resource;
        var live = InPlaceOf(rule, run);
        foreach (var other in live.Where(l => l.Rule != rule))
            Delete(other, run);
        if (!live.Any(l => l.Rule == rule))
            Add(new LiveRule(rule, RouteProvider.Protocol), run);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var rule = (RuleResource)resource;
        List<LiveRule> wanted = [.. (ProvidersJson.Read(captured, ProvidersJson.Default.StringArray) ?? []).Select(l => Parse(l, rule))];
        var live = ItsOwnAndOthers(rule, run);
        if (live.SequenceEqual(wanted))
            return;
        foreach (var other in live)
            Delete(other, run);
        foreach (var other in wanted)
            Add(other, run);
    }

    private static Finding? Inspect(RuleResource rule, IReadOnlyList<LiveRule> live)
    {
        var isThere = live.Any(l => l.Rule == rule);
        IReadOnlyList<string> lines =
        [
            .. live.Where(l => l.Rule != rule && IsInPlaceOf(rule, l)).Select(l => $"- {l.Rule.Name}"),
            .. isThere ? (string[])[] : [$"+ {rule.Name}"],
        ];
        return lines.Count == 0 ? null : new Finding(rule, isThere ? ChangeAction.Update : ChangeAction.Create, lines);
    }

    private static List<LiveRule> ItsOwnAndOthers(RuleResource rule, RunContext run) =>
        [.. InPlaceOf(rule, run).Where(l => l.Rule == rule || l.Protocol != RouteProvider.Protocol)];

    private static List<LiveRule> InPlaceOf(RuleResource rule, RunContext run) =>
        [.. run.Network.Rules(rule.V6).Where(l => IsInPlaceOf(rule, l))];

    /// <summary>Ours, or one that leads the same packets elsewhere: the one that was there first would win.</summary>
    private static bool IsInPlaceOf(RuleResource rule, LiveRule live) => live.Rule with { Table = rule.Table } == rule;

    private static LiveRule Parse(string captured, RuleResource rule)
    {
        var words = captured.Split(' ');
        return new LiveRule(rule with { Table = int.Parse(words[0], CultureInfo.InvariantCulture) }, words.ElementAtOrDefault(1) is { } protocol ? byte.Parse(protocol, CultureInfo.InvariantCulture) : null);
    }

    private static void Add(LiveRule live, RunContext run) => Change("add", live, run);

    private static void Delete(LiveRule live, RunContext run) => Change("delete", live, run);

    /// <summary>With the protocol, so that no rule of others with further conditions is taken for it.</summary>
    private static void Change(string verb, LiveRule live, RunContext run) => run.Tools.Require(
        "ip",
        [
            live.Rule.V6 ? "-6" : "-4", "rule", verb,
            "pref", $"{live.Rule.Priority}", "fwmark", $"0x{live.Rule.Mark:x}/0x{live.Rule.Mask:x}", "lookup", $"{live.Rule.Table}",
            .. live.Protocol is { } protocol ? (string[])["protocol", $"{protocol}"] : [],
        ]);
}
