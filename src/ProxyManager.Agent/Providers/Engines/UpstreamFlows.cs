using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>Ends the connections of an engine to upstreams that its new configuration does not have; the clients' ends follow.</summary>
internal static class UpstreamFlows
{
    /// <param name="previous"><c>address:port</c> of the upstreams before.</param>
    /// <param name="current">Those in force.</param>
    /// <param name="run">The run.</param>
    public static void EndGone(IEnumerable<string> previous, IEnumerable<string> current, RunContext run)
    {
        foreach (var upstream in previous.Except(current))
        {
            if (!HasFlows(upstream, run.Tools))
                continue;
            run.Tools.Require("ss", ["-K", "-H", "-t", "-n", "dst", upstream]);
            if (HasFlows(upstream, run.Tools))
            {
                run.Warnings.Add(
                    $"connections to the removed upstream {upstream} go on, because this kernel cannot end them (CONFIG_INET_DIAG_DESTROY)");
            }
        }
    }

    private static bool HasFlows(string upstream, ITools tools) =>
        tools.Require("ss", ["-H", "-t", "-n", "state", "established", "dst", upstream]).Trim().Length > 0;
}
