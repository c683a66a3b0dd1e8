using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmStatus</c>: asks the hosts for their own account.</summary>
[Cmdlet(VerbsCommon.Get, "PmStatus")]
[OutputType(typeof(HostReport))]
public sealed class GetPmStatusCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts) =>
        Run(workspace, hosts, _ => new StatusOperation(workspace.RequireFleet().Name), result => WriteObject(HostReport.Of(result, workspace.Path)));
}
