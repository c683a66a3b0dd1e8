using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Has hosts left alone for a while: their timers put nothing right, and applies are refused.</summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="time">How long.</param>
/// <param name="why">The reason, for those who meet the pause.</param>
public sealed class PauseOperation(string fleet, TimeSpan time, string why) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var request = new PauseRequest((long)Math.Ceiling(time.TotalSeconds), why, $"{Environment.UserName} of {Environment.MachineName}");
        var (answer, failure) = await agent.AskAsync<PausedReply>(request, progress, cancellationToken);
        if (answer is null)
            return Comparison.Failure(fleet, host, failure!);
        var (verdict, state) = answer.UnderWay is null ? (HostVerdict.Applied, HostState.Unchanged) : (HostVerdict.Failed, HostState.Changing);
        return new HostResult(fleet, host.Name, verdict, state)
        {
            Problems = answer.UnderWay is { } problem ? [problem] : [],
            Pause = answer.Pause,
            Done = [$"paused until {Rfc3339.Seconds(answer.Pause.Until)}: {answer.Pause.Why}"],
        };
    }
}
