using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmPlan</c>: compares the live hosts with the inventory. Changes nothing. No output means: all in order.</summary>
[Cmdlet(VerbsCommon.Get, "PmPlan")]
[OutputType(typeof(HostChange))]
public sealed class GetPmPlanCommand : HostCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts) =>
        Run(workspace, hosts, _ => new PlanOperation(workspace.Bundles()), result => WriteObject(HostChange.Of(result, workspace.Path), enumerateCollection: true));
}
