using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Pauses;

/// <summary>
/// What the timer had begun when a pause began: a look that knew of no pause yet, and the repair that it may have asked for. Whoever pauses a host is
/// to find it left alone from then on, not from a moment later.
/// </summary>
internal static class RunUnderWay
{
    /// <summary>The one that looks comes first: what it asks for is there before it ends.</summary>
    private static readonly string[] Units = ["pm-check.service", "pm-agent.service"];

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until it has ended. Whoever waits does not hold the lock that it needs. What it could not put right is left alone from then on, too.</summary>
    /// <returns>That it does not end; null when it has.</returns>
    public static HostProblem? AwaitEnd(RunContext run)
    {
        var began = run.Clock.GetTimestamp();
        while (IsThere(run))
        {
            if (run.Clock.GetElapsedTime(began) >= Limit)
            {
                return new HostProblem(
                    "PM3021", "the host is paused, but nobody can tell whether a repair that had begun before has ended",
                    "look at `pm-agent log` and `systemctl status pm-agent` on the host before you change anything by hand, then pause again");
            }

            Thread.Sleep(Pause);
        }

        Restoration.End(run.Files);
        return null;
    }

    /// <summary>What the service manager does not tell may be so: its units go on without it.</summary>
    private static bool IsThere(RunContext run)
    {
        try
        {
            var jobs = run.Tools.Run("systemctl", ["show", "--property=Job", .. Units], timeout: Limit / 3);
            return !jobs.Succeeded || jobs.Output.Split('\n').Any(line => line.StartsWith("Job=", StringComparison.Ordinal) && line != "Job=");
        }
        catch (ToolException)
        {
            return true;
        }
    }
}
