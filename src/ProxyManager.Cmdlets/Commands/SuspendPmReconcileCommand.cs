using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Suspend-PmReconcile</c>: leaves hosts alone for a while. Their timers put nothing right, and applies are refused.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "PmReconcile", SupportsShouldProcess = true)]
[OutputType(typeof(HostOutcome))]
public sealed class SuspendPmReconcileCommand : HostCmdlet
{
    /// <summary>How long; the pause ends by itself. At most <see cref="HostPause.Longest"/>.</summary>
    [Parameter(Mandatory = true, HelpMessage = "How long, such as 02:00:00 or (New-TimeSpan -Hours 2).")]
    public TimeSpan For { get; set; }

    /// <summary>The reason, for everybody who meets the pause.</summary>
    [Parameter(Mandatory = true, HelpMessage = "The reason, for everybody who meets the pause.")]
    [ValidateLength(1, HostPause.LongestReason)]
    public string Why { get; set; } = "";

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        if (!HostPause.IsPossible(For))
            throw new UsageException("PM2116", $"hosts cannot be paused for {For}", $"name a time of at least a second and at most {HostPause.Longest.TotalDays:0} days, such as (New-TimeSpan -Hours 2): a bare number counts ticks");
        var fleet = workspace.RequireFleet().Name;
        Run(
            workspace,
            [.. hosts.Where(h => ShouldProcess($"{fleet}/{h.Name}", $"Pause for {For}"))],
            _ => new PauseOperation(fleet, For, Why),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }
}
