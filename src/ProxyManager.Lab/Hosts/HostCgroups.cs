namespace ProxyManager.Lab.Hosts;

/// <summary>The cgroups that <c>run-host.sh</c> puts hosts in (cgroups(7)).</summary>
internal static class HostCgroups
{
    private const int Attempts = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Hierarchies = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

    /// <summary>Path of a host's cgroup in each hierarchy.</summary>
    public static string Path(string lab, string host) => $"{Root(lab)}/{host}";

    /// <summary>All processes of a host, as the machine numbers them.</summary>
    public static IEnumerable<int> Processes(string lab, string host) =>
        Hierarchies.Select(h => $"{h}/{Path(lab, host)}").Where(Directory.Exists)
            .SelectMany(tree => Directory.EnumerateFiles(tree, "cgroup.procs", SearchOption.AllDirectories))
            .SelectMany(Members)
            .Distinct();

    /// <summary>Removes all of a lab; its processes have ended.</summary>
    public static async Task DeleteAsync(string lab)
    {
        foreach (var tree in Hierarchies.Select(h => $"{h}/{Root(lab)}").Where(Directory.Exists))
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    Delete(tree);
                    break;
                }
                catch (IOException) when (attempt < Attempts)
                {
                    // The kernel counts a killed process as a member for a moment (EBUSY).
                    await Task.Delay(Pause);
                }
            }
        }
    }

    private static IEnumerable<int> Members(string file)
    {
        try
        {
            return File.ReadAllLines(file).Select(int.Parse);
        }
        catch (IOException)
        {
            // systemd removed this part of the host's cgroup meanwhile, which it can only when it is empty.
            return [];
        }
    }

    private static string Root(string lab) => $"proxymanager-lab-{lab}";

    /// <summary>The kernel's own files in a cgroup cannot be removed and need not be: rmdir(2) takes the cgroup as a whole.</summary>
    private static void Delete(string directory)
    {
        foreach (var child in Directory.GetDirectories(directory))
            Delete(child);
        Directory.Delete(directory, recursive: false);
    }
}
