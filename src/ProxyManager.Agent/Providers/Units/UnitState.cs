using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>What the service manager says of a unit.</summary>
/// <param name="Loaded">There is such a unit.</param>
/// <param name="Enabled">Started at boot.</param>
/// <param name="CanBeEnabled">Its file has an <c>[Install]</c> section, so that enabling means something.</param>
/// <param name="Active">Running, or about to.</param>
/// <param name="Failed">It failed.</param>
/// <param name="Stale">It runs from an older version of its file.</param>
/// <param name="Unread">
/// Its file may be another than the one that the service manager read. No sign that the unit runs from an older one: where any unit of the host was
/// enabled or disabled without a reload, or one that does not exist, this is said of all units since a version of 2023 (systemd 255).
/// </param>
internal sealed record UnitState(bool Loaded, bool Enabled, bool CanBeEnabled, bool Active, bool Failed, bool Stale, bool Unread)
{
    /// <summary>What is asked for.</summary>
    public const string Properties =
        "Id,LoadState,ActiveState,SubState,Type,UnitFileState,NeedDaemonReload,FragmentPath,InactiveExitTimestampMonotonic";

    /// <summary>Asks for several units at once.</summary>
    /// <returns>In the order of <paramref name="units"/>.</returns>
    /// <exception cref="ToolException">The service manager does not answer, or in an unknown form.</exception>
    public static IReadOnlyList<UnitState> Read(IReadOnlyList<string> units, RunContext run) => run.Tools.Require(
        "systemctl",
        ["show", $"--property={Properties}", "--", .. units],
        output =>
        {
            var blocks = output.TrimEnd('\n').Split("\n\n");
            if (blocks.Length != units.Count)
                throw new ToolException($"systemctl show told of {blocks.Length} units instead of {units.Count}");
            var written = UnitFileTimes.Load(run);
            return blocks.Select(b => Parse(b, written, run)).ToList();
        });

    private static UnitState Parse(string block, UnitFileTimes written, RunContext run)
    {
        var values = block.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        string Value(string name) => values.GetValueOrDefault(name, "");
        var file = Value("UnitFileState");
        var active = Value("ActiveState") switch
        {
            "active" or "reloading" => true,
            "activating" => Value("SubState") != "auto-restart",
            _ => false,
        };
        // A oneshot has read its file whenever it runs; what remains of it is only the memory that it ran.
        var stale = active && Value("Type") != "oneshot" && written.IsNewer(Value("FragmentPath"), Value("InactiveExitTimestampMonotonic"));
        return new UnitState(
            Value("LoadState") == "loaded",
            // The service manager remembers "disabled" until it reads its files again, which enabling does not wait for.
            file is "enabled" or "alias" || (file == "disabled" && UnitFiles.Links(Value("Id"), run.Files).Any()),
            file is "enabled" or "disabled",
            active,
            Value("ActiveState") == "failed",
            stale,
            Value("NeedDaemonReload") == "yes");
    }
}
