using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>Ends an engine's connections to upstreams; the clients' ends follow.</summary>
internal static class UpstreamFlows
{
    /// <param name="unit">The systemd unit that runs the engine: what others on the host have open to the same place is not ours.</param>
    /// <param name="upstreams"><c>address:port</c> of those that it has no more.</param>
    /// <param name="run">The run.</param>
    public static void End(string unit, IEnumerable<string> upstreams, RunContext run)
    {
        string? group = null;
        foreach (var upstream in upstreams)
        {
            group ??= run.Tools.Require("systemctl", ["show", "--property=ControlGroup", "--value", "--", unit]).Trim();
            // Nothing of a unit runs that has no group.
            if (group.Length == 0)
                return;
            string[] theirs = ["dst", upstream, "and", "cgroup", "=", group];
            if (!HasFlows(theirs, run.Tools))
                continue;
            run.Tools.Require("ss", ["-K", "-H", "-t", "-n", .. theirs]);
            if (HasFlows(theirs, run.Tools))
            {
                run.Warnings.Add(
                    $"connections to the removed upstream {upstream} go on, because this kernel cannot end them (CONFIG_INET_DIAG_DESTROY)");
            }
        }
    }

    private static bool HasFlows(string[] filter, ITools tools) =>
        tools.Require("ss", ["-H", "-t", "-n", "state", "established", .. filter]).Trim().Length > 0;
}
