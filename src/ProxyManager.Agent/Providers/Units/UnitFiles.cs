using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Units;

/// <summary>Files that the service manager reads, systemd.unit(5).</summary>
internal static class UnitFiles
{
    private const string Directory = "/etc/systemd/system/";

    /// <summary>Whether the service manager has to read its files again after this one was changed.</summary>
    public static bool IsUnitFile(string path) => path.StartsWith(Directory, StringComparison.Ordinal);

    /// <summary>Lets the service manager read its files again, if any was written.</summary>
    public static void ReloadIfChanged(RunContext run)
    {
        if (!run.UnitFilesChanged)
            return;
        run.Tools.Require("systemctl", ["daemon-reload"]);
        run.UnitFilesChanged = false;
    }

    /// <summary>Checks a unit file with <c>systemd-analyze verify</c>, in a directory of its own.</summary>
    public static IEnumerable<HostProblem> Verify(FileResource file, RunContext run)
    {
        // A drop-in cannot be checked without its unit.
        if (Path.GetDirectoryName(file.Path) + "/" != Directory)
            yield break;
        var directory = System.IO.Directory.CreateTempSubdirectory("pm-verify-");
        try
        {
            var path = $"{directory.FullName}/{Path.GetFileName(file.Path)}";
            File.WriteAllText(path, file.Content);
            var result = run.Tools.Run("systemd-analyze", ["verify", "--man=no", "--generators=no", "--recursive-errors=no", path]);
            if (Complaints(result, path) is { Length: > 0 } complaints)
                yield return new HostProblem("PM3107", $"{file.Path} is not accepted by systemd: {complaints}", "correct the template or module that makes it");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>What is said of the file itself; of units that come with the same bundle it cannot know.</summary>
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
