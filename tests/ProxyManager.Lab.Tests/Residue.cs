namespace ProxyManager.Lab.Tests;

/// <summary>Finds whatever a lab left on the machine, by its name, so that other labs of the machine do not disturb.</summary>
internal static class Residue
{
    public static IReadOnlyList<string> Of(string lab) =>
    [
        .. Directories(lab, "/run/netns", "/etc/netns", "/var/lib/proxymanager-lab", "/run/systemd/nspawn/propagate"),
        .. Directories(lab, "/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"),
        .. File.ReadAllLines("/proc/mounts").Where(l => l.Contains(lab, StringComparison.Ordinal)),
        .. Processes(lab),
    ];

    private static IEnumerable<string> Directories(string lab, params string[] parents) =>
        parents.Where(Directory.Exists).SelectMany(p => Directory.EnumerateFileSystemEntries(p, $"*{lab}*"));

    private static IEnumerable<string> Processes(string lab) =>
        from directory in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(directory), out _)
        from file in new[] { "cmdline", "environ" }
        let text = Read(Path.Combine(directory, file))
        where text.Contains(lab, StringComparison.Ordinal)
        select $"{directory}: {text.Replace('\0', ' ')}";

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
