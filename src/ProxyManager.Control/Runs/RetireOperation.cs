using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Restores what was on hosts before the first apply, and removes everything of ours.</summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="keepPackages">Leave packages that preparation installed.</param>
public sealed class RetireOperation(string fleet, bool keepPackages) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        // A host that is half retired is finished: an interruption does not stop it.
        var (answer, failure) = await agent.AskAsync<RetiredReply>(new RetireRequest(keepPackages), progress, CancellationToken.None, cancellationToken);
        return answer is null
            ? Comparison.Failure(fleet, host, failure!)
            : new HostResult(fleet, host.Name, HostVerdict.Applied, HostState.New) { Done = answer.Done };
    }
}
