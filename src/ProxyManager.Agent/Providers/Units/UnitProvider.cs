using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>Units of the service manager: enabled or not, running or not, and running from the file that is there.</summary>
internal sealed class UnitProvider : ResourceProvider
{
    /// <summary>
    /// This unit runs the agent itself: started, it waits for the lock that the present run holds; stopped, it could end the present run.
    /// </summary>
    private const string AgentUnit = "pm-agent.service";

    public override string Kind => "unit";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        if (resources.Count == 0)
            return [];
        var units = resources.Cast<UnitResource>().ToList();
        var states = UnitState.Read([.. units.Select(u => u.Unit)], run);
        return [.. units.Zip(states, Inspect).OfType<Finding>()];
    }

    /// <returns>Words for what was: <c>enabled</c>, <c>active</c>, <c>stale</c>.</returns>
    public override string Capture(Resource resource, RunContext run)
    {
        var state = Read(resource, run);
        return string.Join(' ', Words(state));
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var unit = (UnitResource)resource;
        UnitFiles.ReloadIfChanged(run);
        Reach(unit.Unit, unit.Enabled, unit.Active, run);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var words = captured.Split(' ');
        UnitFiles.ReloadIfChanged(run);
        Reach(((UnitResource)resource).Unit, words.Contains("enabled"), words.Contains("active"), run);
    }

    private static void Reach(string unit, bool enabled, bool? active, RunContext run)
    {
        var state = UnitState.Read([unit], run)[0];
        if (state.Stale)
        {
            run.Tools.Require("systemctl", ["daemon-reload"]);
        }

        if (enabled != state.Enabled && (state.CanBeEnabled || state.Enabled))
            run.Tools.Require("systemctl", [enabled ? "enable" : "disable", "--quiet", unit]);
        if (state.Failed)
            run.Tools.Run("systemctl", ["reset-failed", unit]);
        if (active == true && (!state.Active || state.Stale))
            Start(unit, state.Stale ? "restart" : "start", run);
        else if (active == false && state.Active && unit != AgentUnit)
            run.Tools.Require("systemctl", ["stop", unit]);
    }

    private static void Start(string unit, string verb, RunContext run)
    {
        var result = run.Tools.Run("systemctl", unit == AgentUnit ? [verb, "--no-block", unit] : [verb, unit]);
        if (result.Succeeded)
            return;
        var log = run.Tools.Run("journalctl", ["--quiet", "--no-pager", "--output=cat", "--lines=5", $"--unit={unit}"]).Output.Trim();
        throw new ToolException($"{unit} does not {verb}: {result.Error.Trim().Split('\n')[0]}{(log.Length > 0 ? "; its last words: " + log.Replace("\n", " | ", StringComparison.Ordinal) : "")}");
    }

    private static UnitState Read(Resource resource, RunContext run) => UnitState.Read([((UnitResource)resource).Unit], run)[0];

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
