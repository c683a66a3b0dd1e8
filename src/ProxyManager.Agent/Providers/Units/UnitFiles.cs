using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>Files that the service manager reads, systemd.unit(5).</summary>
internal static class UnitFiles
{
    private const string Directory = "/etc/systemd/system/";

    /// <summary>Where packages have theirs.</summary>
    private const string PackageDirectory = "/usr/lib/systemd/system/";

    /// <summary>Whether the service manager reads this file.</summary>
    public static bool IsUnitFile(string path) => path.StartsWith(Directory, StringComparison.Ordinal);

    /// <summary>Whether this is the file of a unit, and not a drop-in for one.</summary>
    public static bool IsUnit(string path) => IsUnitFile(path) && !path.AsSpan(Directory.Length).Contains('/');

    /// <summary>
    /// Whether the service manager may have read what a file is about to change. Units that it does not know yet it finds by itself, since a
    /// version of 2020 (systemd 246).
    /// </summary>
    public static bool IsRead(string path, HostFiles files) =>
        IsUnitFile(path) && (!IsUnit(path) || files.Ownership(path) is not null || files.Ownership(PackageDirectory + path[Directory.Length..]) is not null);

    /// <summary>Whether a file of ours stands in front of one that a package brought for the same unit.</summary>
    public static bool Covers(string path, HostFiles files) =>
        IsUnit(path) && files.Ownership(path) is not null && files.Ownership(PackageDirectory + path[Directory.Length..]) is not null;

    /// <summary>
    /// Lets the service manager read its files again, if any was written. A unit that ran from a file which is gone now, so that an older one counts
    /// again, is started anew from that: no comparison of times would tell.
    /// </summary>
    public static void ReloadIfChanged(RunContext run)
    {
        if (!run.UnitFilesChanged)
            return;
        run.Tools.Require("systemctl", ["daemon-reload"]);
        if (run.UncoveredUnits.Count > 0)
            run.Tools.Require("systemctl", ["try-restart", .. run.UncoveredUnits]);
        run.UncoveredUnits.Clear();
        run.UnitFilesChanged = false;
    }

    /// <summary>Removes the links that start a unit at boot, where its file is gone already: <c>systemctl disable</c> does not know it then.</summary>
    public static void RemoveLinks(string unit, RunContext run)
    {
        if (run.Files.Ownership(Directory + unit) is not null || run.Files.Ownership(PackageDirectory + unit) is not null)
            return;
        foreach (var link in Links(unit, run.Files).ToList())
            run.Files.Delete(link);
    }

    /// <summary>What starts a unit with others, and so at boot.</summary>
    public static IEnumerable<string> Links(string unit, HostFiles files) => files.List(Directory)
        .Where(d => d.EndsWith(".wants", StringComparison.Ordinal) || d.EndsWith(".requires", StringComparison.Ordinal))
        .Select(d => $"{Directory}{d}/{unit}")
        .Where(link => files.LinkTarget(link) is not null);

    /// <summary>Checks files of units with <c>systemd-analyze verify</c>, in a directory of their own. A drop-in cannot be checked without its unit.</summary>
    public static IReadOnlyList<HostProblem> Verify(IReadOnlyList<FileResource> files, RunContext run)
    {
        if (files.Count == 0)
            return [];
        var directory = System.IO.Directory.CreateTempSubdirectory("pm-verify-");
        try
        {
            var copies = files.ToDictionary(f => $"{directory.FullName}/{Path.GetFileName(f.Path)}");
            foreach (var (copy, file) in copies)
                File.WriteAllText(copy, file.Content);
            var result = run.Tools.Run("systemd-analyze", ["verify", "--man=no", "--generators=no", "--recursive-errors=no", .. copies.Keys]);
            return
            [
                .. copies.Select(c => (c.Value.Path, Complaints: Complaints(result, c.Key)))
                    .Where(c => c.Complaints.Length > 0)
                    .Select(c => new HostProblem("PM3107", $"{c.Path} is not accepted by systemd: {c.Complaints}", "correct the template or module that makes it")),
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>What is said of one file; of what else comes with the bundle, such as programs, it cannot know.</summary>
    private static string Complaints(ToolResult result, string path)
    {
        if (result.Succeeded)
            return "";
        var own = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith(path, StringComparison.Ordinal) || line.StartsWith(Path.GetFileName(path) + ":", StringComparison.Ordinal))
            .Where(line => !line.Contains("not found", StringComparison.Ordinal))
            .Select(line => line.Replace(path, Path.GetFileName(path), StringComparison.Ordinal));
        return string.Join("; ", own);
    }
}
