using ProxyManager.Lab.Processes;
using ProxyManager.Lab.State;

namespace ProxyManager.Lab;

/// <summary>What a machine needs to raise labs.</summary>
public static class LabRequirements
{
    /// <summary>Programs, each with the Debian package that brings it.</summary>
    private static readonly IReadOnlyList<(string Program, string Package)> Programs =
    [
        ("ip", "iproute2"), ("unshare", "util-linux"), ("nsenter", "util-linux"), ("setsid", "util-linux"), ("nft", "nftables"),
        ("ssh", "openssh-client"), ("ssh-keygen", "openssh-client"), ("systemd-nspawn", "systemd-container"),
        ("mmdebstrap", "mmdebstrap"), ("dpkg-scanpackages", "dpkg-dev"),
    ];

    /// <summary>The Debian packages that bring all programs of a lab.</summary>
    public static IReadOnlyList<string> Packages => [.. Programs.Select(p => p.Package).Distinct()];

    /// <summary>Tries what can be tried without leaving a trace.</summary>
    /// <returns>What is missing, each in words for people and with the remedy where there is one; empty when labs can be raised.</returns>
    public static IReadOnlyList<string> Check()
    {
        if (!OperatingSystem.IsLinux())
            return ["Linux (labs are made of its namespaces)"];
        List<string> missing = [.. MissingPrograms()];
        if (!Environment.IsPrivilegedProcess)
            missing.Add("root's rights (run it with sudo)");
        else if (!CanMountOverlay())
            missing.Add($"the right to make namespaces and overlay mounts on '{LabPaths.State}' (a container without privileges has none; PM_LAB_STATE names another directory)");
        if (!File.Exists("/dev/net/tun"))
            missing.Add("/dev/net/tun (modprobe tun)");
        if (!Directory.Exists("/sys/fs/cgroup") || !Directory.EnumerateFileSystemEntries("/sys/fs/cgroup").Any())
            missing.Add("cgroups on /sys/fs/cgroup");
        return missing;
    }

    private static IEnumerable<string> MissingPrograms() =>
        Programs.Where(p => FindOnPath(p.Program) is null).Select(p => $"{p.Program} (apt install {p.Package})");

    internal static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(d => Path.Combine(d, program))
            .FirstOrDefault(File.Exists);

    private static bool CanMountOverlay()
    {
        var trial = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(LabPaths.State))!, $".proxymanager-lab-{Guid.NewGuid():N}");
        Directory.CreateDirectory(trial);
        try
        {
            return LabProcess.RunAsync(["unshare", "--mount", "--net", .. Script.Command("try-overlay.sh", trial)]).GetAwaiter().GetResult().Succeeded;
        }
        catch (LabException)
        {
            return false;
        }
        finally
        {
            Directory.Delete(trial, recursive: true);
        }
    }
}
