using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmGeneration</c>: lists the generations that hosts keep, newest first.</summary>
[Cmdlet(VerbsCommon.Get, "PmGeneration")]
[OutputType(typeof(GenerationInfo))]
public sealed class GetPmGenerationCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts) => Run(
        workspace,
        hosts,
        _ => new GenerationsOperation(workspace.RequireFleet().Name),
        result => WriteObject(GenerationInfo.Of(result, workspace.Path), enumerateCollection: true));
}
