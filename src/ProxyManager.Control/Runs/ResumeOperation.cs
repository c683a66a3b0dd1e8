using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Ends the pause of hosts.</summary>
/// <param name="fleet">Name of the fleet.</param>
public sealed class ResumeOperation(string fleet) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (answer, failure) = await agent.AskAsync<ResumedReply>(new ResumeRequest(), progress, cancellationToken);
        if (answer is null)
            return Comparison.Failure(fleet, host, failure!);
        return answer.Ended is { } ended
            ? new HostResult(fleet, host.Name, HostVerdict.Applied, HostState.Unchanged) { Done = [$"the pause of {ended.By} is over: {ended.Why}"] }
            : new HostResult(fleet, host.Name, HostVerdict.InOrder, HostState.Unchanged) { Done = ["there was no pause"] };
    }
}
