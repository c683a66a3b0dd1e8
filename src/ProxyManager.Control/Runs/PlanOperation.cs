using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Compares hosts with what the inventory makes of them. Changes nothing, and needs no signing key.</summary>
/// <param name="bundles">Makes the bundles.</param>
public sealed class PlanOperation(BundleSource bundles) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var made = await bundles.ResolveAsync(host);
        IReadOnlyList<string> warnings = [.. made.Warnings, .. made.Unresolved.Select(e => $"not compared: {e.Id}: {e.Message}; {e.Advice}")];
        var (plan, failure) = await agent.AskAsync<PlanReply>(new PlanRequest(made.Bundle), progress, cancellationToken);
        return plan is not null
            ? Comparison.Result(bundles.Fleet.Name, host, plan, warnings) with { Compared = made.Bundle }
            : Comparison.Failure(bundles.Fleet.Name, host, failure!) with { Warnings = warnings };
    }
}
