using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Turns agents' answers into results.</summary>
internal static class Comparison
{
    /// <summary>What an apply would not even try, by rule: the baseline excludes us, sshd is not where the lock says.</summary>
    private static readonly string[] Refusals = ["PM3101", "PM3102"];

    public static HostResult Result(string fleet, Host host, PlanReply plan, IReadOnlyList<string> warnings)
    {
        var state = plan.Generation == 0 ? HostState.New
            : plan.Changes.Any(c => c.Drift) ? HostState.Drifted
            : plan.Changes.Count > 0 ? HostState.Unchanged
            : HostState.InOrder;
        var verdict = plan.Problems.Any(p => !Refusals.Contains(p.Code)) ? HostVerdict.Failed
            : plan.Problems.Count > 0 ? HostVerdict.Refused
            : plan.Changes.Count > 0 ? HostVerdict.Differs
            : HostVerdict.InOrder;
        return new HostResult(fleet, host.Name, verdict, state)
        {
            Changes = plan.Changes,
            Problems = plan.Problems,
            Warnings = [.. warnings, .. plan.Warnings],
            Generation = plan.Generation,
            ObservedHash = plan.ObservedHash,
        };
    }

    public static HostResult Failure(string fleet, Host host, FailedReply failure)
    {
        var verdict = failure.Refused ? HostVerdict.Refused
            : failure.State == HostState.RolledBack ? HostVerdict.RolledBack
            : HostVerdict.Failed;
        return new HostResult(fleet, host.Name, verdict, failure.State)
        {
            Problems = failure.Problems,
            Changes = failure.Changes,
            Generation = failure.Generation,
        };
    }
}
