using System.Globalization;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>What the service manager says of a unit.</summary>
/// <param name="Loaded">There is such a unit.</param>
/// <param name="Enabled">Started at boot.</param>
/// <param name="CanBeEnabled">Its file has an <c>[Install]</c> section, so that enabling means something.</param>
/// <param name="Active">Running, or about to.</param>
/// <param name="Failed">It failed.</param>
/// <param name="Stale">It runs from an older version of its file.</param>
internal sealed record UnitState(bool Loaded, bool Enabled, bool CanBeEnabled, bool Active, bool Failed, bool Stale)
{
    private const string Properties =
        "Id,LoadState,ActiveState,SubState,Type,UnitFileState,NeedDaemonReload,FragmentPath,InactiveExitTimestamp,InactiveExitTimestampMonotonic";

    /// <summary>As <c>systemctl --timestamp=us+utc</c> writes an instant.</summary>
    private const string TimestampForm = "ddd yyyy-MM-dd HH:mm:ss.ffffff 'UTC'";

    /// <summary>Asks for several units at once.</summary>
    /// <returns>In the order of <paramref name="units"/>.</returns>
    /// <exception cref="ToolException">The service manager does not answer, or in an unknown form.</exception>
    public static IReadOnlyList<UnitState> Read(IReadOnlyList<string> units, RunContext run) => run.Tools.Require(
        "systemctl",
        ["show", "--timestamp=us+utc", $"--property={Properties}", "--", .. units],
        output =>
        {
            var blocks = output.TrimEnd('\n').Split("\n\n");
            if (blocks.Length != units.Count)
                throw new ToolException($"systemctl show told of {blocks.Length} units instead of {units.Count}");
            return blocks.Select(b => Parse(b, run)).ToList();
        });

    private static UnitState Parse(string block, RunContext run)
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
        var stale = active && Value("Type") != "oneshot"
            && (Value("NeedDaemonReload") == "yes" || RunsFromOlder(Value("FragmentPath"), Value("InactiveExitTimestamp"), Value("InactiveExitTimestampMonotonic"), run));
        return new UnitState(
            Value("LoadState") == "loaded",
            // The service manager remembers "disabled" until it reads its files again, which enabling does not wait for.
            file is "enabled" or "alias" || (file == "disabled" && UnitFiles.Links(Value("Id"), run.Files).Any()),
            file is "enabled" or "disabled",
            active,
            Value("ActiveState") == "failed",
            stale);
    }

    /// <summary>Whether the file was written after the unit was started: by this run, or by one that was broken off before it could restart the unit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="startedAt">The host's time at the start.</param>
    /// <param name="uptime">Microseconds from the host's start to the unit's.</param>
    /// <param name="run">The run.</param>
    private static bool RunsFromOlder(string path, string startedAt, string uptime, RunContext run)
    {
        if (path.Length == 0 || !long.TryParse(uptime, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
            return false;
        var started = TimeSpan.FromMicroseconds(microseconds);
        return run.WrittenUnitFiles.TryGetValue(path, out var written)
            ? written > started
            : WasChangedAfter(path, startedAt, run.Uptime - started, run);
    }

    /// <summary>
    /// By both clocks, since either alone would restart an edge for nothing: the host's time where it was still wrong at the start, what has passed since
    /// then where that time was set back afterwards. A file from the future would be newer than every start.
    /// </summary>
    private static bool WasChangedAfter(string path, string startedAt, TimeSpan sinceStart, RunContext run)
    {
        var file = new FileInfo(run.Files.Resolve(path));
        if (!file.Exists || !DateTimeOffset.TryParseExact(startedAt, TimestampForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
            return false;
        var changed = new DateTimeOffset(file.LastWriteTimeUtc);
        var sinceChange = run.Clock.GetUtcNow() - changed;
        return changed > start && sinceChange >= TimeSpan.Zero && sinceChange < sinceStart;
    }
}
