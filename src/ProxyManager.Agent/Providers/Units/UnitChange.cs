using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>Enables, disables, starts and stops units, many with one call each: every call asks the service manager anew, and disabling makes it read all its files.</summary>
internal static class UnitChange
{
    /// <summary>
    /// This unit runs the agent itself: started, it waits for the lock that the present run holds; stopped, it could end the present run.
    /// </summary>
    private const string AgentUnit = "pm-agent.service";

    /// <summary>Brings units to what they have to be.</summary>
    /// <exception cref="ToolException">The service manager refused, or a unit does not start.</exception>
    public static void Reach(IReadOnlyList<UnitResource> units, RunContext run)
    {
        UnitFiles.ReloadIfChanged(run);
        var states = UnitState.Read([.. units.Select(u => u.Unit)], run);
        var known = units.Zip(states, (unit, state) => (unit.Unit, unit.Enabled, unit.Active, State: state)).ToList();
        List<string> Those(Func<(string Unit, bool Enabled, bool? Active, UnitState State), bool> chosen) => [.. known.Where(chosen).Select(k => k.Unit)];

        var enable = Those(k => k.Enabled && !k.State.Enabled && k.State.CanBeEnabled);
        var disable = Those(k => !k.Enabled && k.State.Enabled);
        var start = Those(k => k.Active == true && !k.State.Active);
        var restart = Those(k => k.Active == true && k.State.Stale);
        // Disabling reloads by itself. What is enabled counts at the next boot, which reads all files anyway.
        if (disable.Count == 0 && known.Any(k => k.State.Unread && (start.Contains(k.Unit) || restart.Contains(k.Unit))))
            run.Tools.Require("systemctl", ["daemon-reload"]);
        Do(["enable", "--quiet", "--no-reload"], enable, run);
        Do(["disable", "--quiet"], disable, run);
        if (Those(k => k.State.Failed) is { Count: > 0 } failed)
            run.Tools.Run("systemctl", ["reset-failed", .. failed]);
        Start("start", start, run);
        Start("restart", restart, run);
        Do(["stop"], Those(k => k.Active == false && k.State.Active && k.Unit != AgentUnit), run);
    }

    private static void Do(string[] verb, List<string> units, RunContext run)
    {
        if (units.Count > 0)
            run.Tools.Require("systemctl", [.. verb, .. units]);
    }

    private static void Start(string verb, List<string> units, RunContext run)
    {
        if (units.Contains(AgentUnit))
            run.Tools.Require("systemctl", [verb, "--no-block", AgentUnit]);
        List<string> others = [.. units.Where(u => u != AgentUnit)];
        if (others.Count == 0 || run.Tools.Run("systemctl", [verb, .. others]) is not { Succeeded: false } result)
            return;
        // The last words of a unit that did start would mislead.
        var states = UnitState.Read(others, run);
        var unit = others.Zip(states).FirstOrDefault(u => !u.Second.Active).First ?? others[0];
        var log = run.Tools.Run("journalctl", ["--quiet", "--no-pager", "--output=cat", "--lines=5", $"--unit={unit}"]).Output.Trim();
        throw new ToolException(
            $"{unit} does not {verb}: {result.Error.Trim().Split('\n')[0]}"
            + (log.Length > 0 ? "; its last words: " + log.Replace("\n", " | ", StringComparison.Ordinal) : ""));
    }
}
