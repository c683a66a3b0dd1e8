using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>Names who else holds a port that an engine or a tunnel of ours needs.</summary>
internal static class HeldPorts
{
    /// <summary>Services of ours: one gives its port to another when the edge changes.</summary>
    private const string OwnUnits = "/pm-";

    /// <summary>Sockets that no program opened have no inode.</summary>
    private const string KernelSocket = "0";

    public static IEnumerable<HostProblem> Check(IEnumerable<ListenSocket> listens, HostFiles files)
    {
        foreach (var listen in listens)
        {
            var inodes = SocketTable.Holders(listen, files);
            if (inodes.Count == 0 || Owner(inodes, files) is not { } owner)
                continue;
            yield return new HostProblem(
                "PM3155",
                $"port {listen.Protocol} {listen.Port} is held by {owner}",
                "Nothing was changed. Stop that program or move it to another port, or give the route, or the gateway's endpoint, another port.");
        }
    }

    /// <summary>The process behind sockets, for people; null when it is an engine of ours.</summary>
    private static string? Owner(IReadOnlyList<string> inodes, HostFiles files)
    {
        var links = inodes.Select(i => $"socket:[{i}]").ToHashSet();
        foreach (var process in files.List("/proc").Where(p => char.IsAsciiDigit(p[0])))
        {
            if (!Holds(process, links, files))
                continue;
            if (files.ReadText($"/proc/{process}/cgroup")?.Contains(OwnUnits, StringComparison.Ordinal) == true)
                return null;
            return $"{files.ReadText($"/proc/{process}/comm")?.Trim()} (process {process})";
        }

        return inodes.All(i => i == KernelSocket) ? "the kernel, such as another tunnel" : "a process that cannot be seen from here";
    }

    private static bool Holds(string process, HashSet<string> links, HostFiles files)
    {
        try
        {
            return files.List($"/proc/{process}/fd")
                .Any(fd => new FileInfo(files.Resolve($"/proc/{process}/fd/{fd}")).LinkTarget is { } target && links.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is none of ours to look into.
            return false;
        }
    }
}
