using ProxyManager.Agent.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>
/// The builds of the agent on this host, one directory each. The undo of a change names the build that armed it, so an old one stays until nothing is
/// armed any more.
/// </summary>
internal static class AgentBuilds
{
    /// <summary>A controller brings a build before any link leads to it, and does not hold the run's lock.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromHours(1);

    /// <summary>
    /// Removes all but the build in force, the one that runs and those that may just be arriving. Only where no change is under way. What cannot be
    /// removed is in nobody's way: the next change tries again.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="running">Path of the program that runs.</param>
    public static void RemoveUnused(RunContext run, string? running)
    {
        string?[] used = [Of(run.Files.LinkTarget(HostPaths.Agent)), Of(running)];
        if (used[0] is null)
            return;
        var arrived = run.Clock.GetUtcNow() - Arrival;
        try
        {
            foreach (var build in run.Files.List(HostPaths.AgentVersions).Except(used).Select(b => $"{HostPaths.AgentVersions}/{b}"))
            {
                if (run.Files.LastWrite(build) < arrived)
                    run.Files.DeleteTree(build);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            run.Warnings.Add($"a build of the agent that nothing needs any more stays: {e.Message}");
        }
    }

    /// <summary>The build that a program is: hex SHA-256; null for one that lies elsewhere.</summary>
    public static string? Of(string? program) =>
        program?.StartsWith(HostPaths.AgentVersions + "/", StringComparison.Ordinal) is true ? Path.GetFileName(Path.GetDirectoryName(program)) : null;
}
