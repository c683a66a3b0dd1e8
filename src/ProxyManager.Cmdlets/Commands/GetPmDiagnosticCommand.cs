using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmDiagnostic</c>: collects what somebody needs who helps, secrets masked, and names known troubles.</summary>
[Cmdlet(VerbsCommon.Get, "PmDiagnostic")]
[OutputType(typeof(DiagnosticInfo))]
public sealed class GetPmDiagnosticCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts) =>
        Run(workspace, hosts, _ => new DiagnoseOperation(workspace.RequireFleet().Name), result => WriteObject(DiagnosticInfo.Of(result, workspace.Path)));
}
