using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Asks hosts for their own account.</summary>
/// <param name="fleet">Name of the fleet.</param>
public sealed class StatusOperation(string fleet) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (answer, failure) = await agent.AskAsync<StatusReply>(new StatusRequest(), progress, cancellationToken);
        if (answer is not { Status: var status })
            return Comparison.Failure(fleet, host, failure!);
        var verdict = status.State switch
        {
            HostState.Drifted => HostVerdict.Differs,
            HostState.Broken => HostVerdict.Failed,
            HostState.RolledBack when status.Undone is not null => HostVerdict.RolledBack,
            _ when status.Problems.Count > 0 => HostVerdict.Failed,
            _ => HostVerdict.InOrder,
        };
        return new HostResult(fleet, host.Name, verdict, status.State)
        {
            Status = status,
            Generation = status.Generation,
            Changes = status.State == HostState.Drifted ? status.Drift : [],
            Problems = status.Undone is { } undone ? [.. status.Problems, RolledBack(undone)] : status.Problems,
            ConfirmUntil = status.Pending?.Until,
        };
    }

    private static HostProblem RolledBack(UndoneChange undone) => new(
        "PM3019",
        $"the last change was rolled back at {Rfc3339.Seconds(undone.At)}: {undone.Reason}",
        "find out which of the changes that was, and apply again");
}
