using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Collects what somebody needs who helps, and names known troubles. Changes nothing.</summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="clock">The time, which the hosts' is compared with; null is the system's.</param>
public sealed class DiagnoseOperation(string fleet, TimeProvider? clock = null) : HostOperation
{
    /// <summary>More than an answer is under way.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (answer, failure) = await agent.AskAsync<DiagnosisReply>(new DiagnoseRequest(), progress, cancellationToken);
        if (answer is not { Diagnosis: var diagnosis })
            return Comparison.Failure(fleet, host, failure!);

        // The host's clock is read before it looks at all the rest; the answer may be a minute old, and never younger than it says.
        var ahead = diagnosis.Time - _clock.GetUtcNow();
        if (ahead > Tolerance || ahead < -Tolerance - TimeSpan.FromMinutes(2))
        {
            var skew = new HostProblem("PM3310", $"its clock is {ahead.Duration().TotalSeconds:0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} this machine's", "set the clock of the one that is wrong; a bundle from the future is refused");
            diagnosis = diagnosis with { Troubles = [skew, .. diagnosis.Troubles] };
        }

        return new HostResult(fleet, host.Name, HostVerdict.InOrder, diagnosis.Status.State) { Diagnosis = diagnosis, Generation = diagnosis.Status.Generation };
    }
}
