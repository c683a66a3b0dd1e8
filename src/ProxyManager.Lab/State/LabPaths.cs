namespace ProxyManager.Lab.State;

/// <summary>Where labs keep things on the machine.</summary>
internal static class LabPaths
{
    /// <summary>Root file systems, built once: <c>PM_LAB_CACHE</c>, else <c>/var/cache/proxymanager/lab</c>.</summary>
    public static string Cache => Environment.GetEnvironmentVariable("PM_LAB_CACHE") ?? "/var/cache/proxymanager/lab";

    /// <summary>
    /// One directory a lab, gone with it: <c>PM_LAB_STATE</c>, else <c>/var/lib/proxymanager-lab</c>. Its file system must take overlayfs' upper
    /// layers, and nobody but root may write beside it: root follows the ssh_config and ends the processes that it names.
    /// </summary>
    public static string State => Environment.GetEnvironmentVariable("PM_LAB_STATE") ?? "/var/lib/proxymanager-lab";

    /// <summary>Held while labs are claimed or given up; outside <see cref="State"/>, which goes with the last lab.</summary>
    public const string Lock = "/run/proxymanager-lab.lock";

    /// <summary>Leaves no empty directory behind.</summary>
    public static void DeleteIfEmpty(string directory)
    {
        if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static void CreatePrivate(string directory) =>
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
