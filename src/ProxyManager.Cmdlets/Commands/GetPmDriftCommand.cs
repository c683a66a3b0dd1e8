using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmDrift</c>: compares the live hosts with the bundles that they have. Changes nothing. No output means: all in order.</summary>
[Cmdlet(VerbsCommon.Get, "PmDrift")]
[OutputType(typeof(HostChange))]
public sealed class GetPmDriftCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts) =>
        Run(workspace, hosts, _ => new DriftOperation(workspace.RequireFleet().Name), result => WriteObject(HostChange.Of(result, workspace.Path), enumerateCollection: true));
}
