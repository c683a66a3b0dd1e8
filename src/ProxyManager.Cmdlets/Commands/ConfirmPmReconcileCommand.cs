using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Confirm-PmReconcile</c>: keeps what <c>Invoke-PmReconcile -ManualConfirm</c> changed. Every host is reached over a new connection, which is
/// the proof.
/// </summary>
[Cmdlet(VerbsLifecycle.Confirm, "PmReconcile", SupportsShouldProcess = true)]
[OutputType(typeof(HostOutcome))]
public sealed class ConfirmPmReconcileCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet().Name;
        Run(
            workspace,
            [.. hosts.Where(h => ShouldProcess($"{fleet}/{h.Name}", "Keep the change that waits to be confirmed"))],
            _ => new ConfirmOperation(fleet),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }
}
