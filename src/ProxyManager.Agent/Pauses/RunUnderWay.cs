using ProxyManager.Agent.Providers;
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

    /// <summary>Waits until it has ended. Whoever waits does not hold the lock that it needs.</summary>
    /// <exception cref="ProblemException">It does not end.</exception>
    public static void AwaitEnd(RunContext run)
    {
        var began = run.Clock.GetTimestamp();
        while (Is(run))
        {
            if (run.Clock.GetElapsedTime(began) >= Limit)
            {
                throw new ProblemException(
                    new HostProblem("PM3021", "the host is paused, but a repair that had begun before has not ended yet", "look at `pm-agent log` on the host, and wait for its end before you change anything by hand"),
                    refused: false);
            }

            Thread.Sleep(Pause);
        }
    }

    /// <summary>A service manager that does not answer runs nothing.</summary>
    private static bool Is(RunContext run) => run.Tools.Run("systemctl", ["show", "--property=ActiveState,Job", .. Units]).Output
        .Split('\n')
        .Any(line => line is "ActiveState=activating" or "ActiveState=reloading" or "ActiveState=deactivating" || (line.StartsWith("Job=", StringComparison.Ordinal) && line.Length > 4));
}
