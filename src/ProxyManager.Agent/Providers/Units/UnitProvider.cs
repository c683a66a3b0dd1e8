using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>Units of the service manager: enabled or not, running or not, and running from the file that is there.</summary>
internal sealed class UnitProvider : ResourceProvider
{
    public override string Kind => "unit";

    public override bool AppliesTogether => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        if (resources.Count == 0)
            return [];
        var units = resources.Cast<UnitResource>().ToList();
        var states = UnitState.Read([.. units.Select(u => u.Unit)], run);
        return [.. units.Zip(states, Inspect).OfType<Finding>()];
    }

    public override string Capture(Resource resource, RunContext run) => Capture([resource], run)[0];

    /// <returns>Words for what each was: <c>enabled</c>, <c>active</c>, <c>stale</c>.</returns>
    public override IReadOnlyList<string> Capture(IReadOnlyList<Resource> resources, RunContext run) =>
        [.. UnitState.Read([.. resources.Select(r => r.Name)], run).Select(s => string.Join(' ', Words(s)))];

    public override void Apply(Resource resource, RunContext run) => Apply([resource], run);

    public override void Apply(IReadOnlyList<Resource> resources, RunContext run) => UnitChange.Reach([.. resources.Cast<UnitResource>()], run);

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var words = captured.Split(' ');
        if (!words.Contains("enabled"))
            UnitFiles.RemoveLinks(resource.Name, run);
        UnitChange.Reach([new UnitResource(resource.Name, words.Contains("enabled"), words.Contains("active"))], run);
    }

    private static IEnumerable<string> Words(UnitState state)
    {
        if (state.Enabled)
            yield return "enabled";
        if (state.Active)
            yield return "active";
        if (state.Stale)
            yield return "stale";
    }

    private static Finding? Inspect(UnitResource unit, UnitState state)
    {
        List<string> lines = [];
        if (!state.Loaded)
            lines.Add("+ unit");
        if (unit.Enabled != state.Enabled && (state.CanBeEnabled || state.Enabled))
            lines.Add(unit.Enabled ? "~ disabled → enabled" : "~ enabled → disabled");
        if (unit.Active is { } active && active != state.Active)
            lines.Add($"~ {(state.Failed ? "failed" : state.Active ? "active" : "inactive")} → {(active ? "active" : "inactive")}");
        if (unit.Active == true && state.Stale)
            lines.Add("~ runs from an older unit file → restarted");
        return lines.Count == 0 ? null : new Finding(unit, state.Loaded ? ChangeAction.Update : ChangeAction.Create, lines);
    }
}
