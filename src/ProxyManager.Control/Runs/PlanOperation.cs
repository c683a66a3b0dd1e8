using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Compares hosts with what the inventory makes of them. Changes nothing, and needs no signing key.</summary>
/// <param name="bundles">Makes the bundles.</param>
/// <param name="saved">A saved plan, whose bundles the hosts are compared with instead; null for none.</param>
public sealed class PlanOperation(BundleSource bundles, SavedPlan? saved = null) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var made = await bundles.ResolveAsync(host, saved);
        IReadOnlyList<string> warnings = [.. made.Warnings, .. made.Unresolved.Select(e => $"not compared: {e.Id}: {e.Message}; {e.Advice}")];
        var (plan, failure) = await agent.AskAsync<PlanReply>(new PlanRequest(made.Bundle), progress, cancellationToken);
        if (plan is null)
            return Comparison.Failure(bundles.Fleet.Name, host, failure!) with { Warnings = warnings };
        var result = Comparison.Result(bundles.Fleet.Name, host, plan, warnings);
        return saved is not null && result.ObservedHash != saved.Observed[host.Name]
            ? result with { Verdict = HostVerdict.Refused, Problems = [.. result.Problems, ChangedSince(host)] }
            : result with { Compared = made.Unresolved.Count == 0 ? made.Bundle : null };
    }

    private static HostProblem ChangedSince(Host host) =>
        new("PM3015", $"{host.Name} has changed since the plan was made", "look at a new plan and apply that");
}
