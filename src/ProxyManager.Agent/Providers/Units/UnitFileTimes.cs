using System.Globalization;
using System.Text.Json;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>
/// When unit files were written since the host's start, by the clock that nobody sets: a unit that was started before runs from an older one. The times
/// that the files themselves have are of the other clock; after that was set, they would restart an edge for nothing, or not at all.
/// </summary>
internal sealed class UnitFileTimes
{
    private const string Path = HostPaths.Run + "/unit-files.json";

    private readonly Dictionary<string, string> _microseconds;

    private UnitFileTimes(Dictionary<string, string> microseconds) => _microseconds = microseconds;

    public static UnitFileTimes Load(RunContext run)
    {
        var times = ProvidersJson.Read(run.Files.ReadText(Path), ProvidersJson.Default.DictionaryStringString) ?? [];
        foreach (var (path, time) in run.UnitFilesWritten)
            times[path] = time;
        return new UnitFileTimes(times);
    }

    /// <summary>Notes that a file is about to be written. What is broken off then restarts a unit once too often, and never too seldom.</summary>
    public static void Note(string path, RunContext run)
    {
        if (!UnitFiles.IsUnit(path))
            return;
        run.UnitFilesWritten[path] = run.Uptime.TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture);
        run.Keep(Path, JsonSerializer.Serialize(Load(run)._microseconds, ProvidersJson.Default.DictionaryStringString), "when unit files were written");
    }

    /// <summary>Whether a file was written since a unit was started.</summary>
    /// <param name="path">The file.</param>
    /// <param name="started">Microseconds from the host's start to the unit's, as the service manager tells them.</param>
    public bool IsNewer(string path, string started) =>
        long.TryParse(_microseconds.GetValueOrDefault(path), NumberStyles.None, CultureInfo.InvariantCulture, out var written)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
        && written > start;
}
