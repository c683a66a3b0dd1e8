using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Resume-PmReconcile</c>: ends the pause of hosts.</summary>
[Cmdlet(VerbsLifecycle.Resume, "PmReconcile", SupportsShouldProcess = true)]
[OutputType(typeof(HostOutcome))]
public sealed class ResumePmReconcileCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet().Name;
        Run(
            workspace,
            [.. hosts.Where(h => ShouldProcess($"{fleet}/{h.Name}", "End the pause"))],
            _ => new ResumeOperation(fleet),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }
}
