using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>
/// The builds of the agent on this host, one directory each. The undo of a change names the build that armed it, so an old one stays until nothing is
/// armed any more.
/// </summary>
internal static class AgentBuilds
{
    /// <summary>Removes all but the build in force and the one that runs. Only where no change is under way.</summary>
    /// <param name="files">The host's files.</param>
    /// <param name="running">Path of the program that runs.</param>
    public static void RemoveUnused(HostFiles files, string? running)
    {
        string?[] used = [Build(files.LinkTarget(HostPaths.Agent)), Build(running)];
        if (used[0] is null)
            return;
        foreach (var build in files.List(HostPaths.AgentVersions).Except(used))
            files.DeleteTree($"{HostPaths.AgentVersions}/{build}");
    }

    private static string? Build(string? program) =>
        program?.StartsWith(HostPaths.AgentVersions + "/", StringComparison.Ordinal) is true ? Path.GetFileName(Path.GetDirectoryName(program)) : null;
}
