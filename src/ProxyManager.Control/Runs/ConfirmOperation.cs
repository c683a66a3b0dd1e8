using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>
/// Confirms what an apply left to be confirmed by hand, whoever made it and from wherever. The host hands out what confirms it over the same
/// connection that brings it back: that is one of its own, made after the change, and that it came about is the proof.
/// </summary>
/// <param name="fleet">Name of the fleet.</param>
public sealed class ConfirmOperation(string fleet) : HostOperation
{
    /// <inheritdoc/>
    public override bool NeedsFreshConnection => true;

    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (pending, failure) = await agent.AskAsync<PendingReply>(new PendingRequest(), progress, cancellationToken);
        if (pending is null)
            return Comparison.Failure(fleet, host, failure!);
        if (pending.Confirmation is null)
            return new HostResult(fleet, host.Name, HostVerdict.InOrder, HostState.Unchanged) { Generation = pending.Generation, Done = ["nothing waits to be confirmed"] };
        var (confirmed, refusal) = await agent.AskAsync<ConfirmedReply>(pending.Confirmation, progress, CancellationToken.None, cancellationToken);
        return confirmed is null
            ? Comparison.Failure(fleet, host, refusal!)
            : new HostResult(fleet, host.Name, HostVerdict.Applied, HostState.InOrder) { Generation = confirmed.Generation, Done = ["confirmed"] };
    }
}
