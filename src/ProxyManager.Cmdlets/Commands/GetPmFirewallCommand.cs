using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmFirewall</c>: the input baselines of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmFirewall", DefaultParameterSetName = Listed)]
[OutputType(typeof(FirewallInfo))]
public sealed class GetPmFirewallCommand : ScopeCmdlet
{
    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        foreach (var baseline in Select(workspace, ItemKind.Firewall, new ItemFilter { Scopes = Scope }))
            WriteObject(new FirewallInfo(baseline, workspace));
    }
}
