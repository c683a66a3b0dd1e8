using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Compares hosts with the bundles that they have. Changes nothing.</summary>
/// <param name="fleet">Name of the fleet.</param>
public sealed class DriftOperation(string fleet) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (plan, failure) = await agent.AskAsync<PlanReply>(new DriftRequest(), progress, cancellationToken);
        return plan is not null ? Comparison.Result(fleet, host, plan, []) : Comparison.Failure(fleet, host, failure!);
    }
}
