using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmFirewallRule</c>: adds a port that an input baseline opens to the inventory, in the style of its neighbours. Fails where it is there already.</summary>
[Cmdlet(VerbsCommon.New, "PmFirewallRule", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallRuleInfo))]
public sealed class NewPmFirewallRuleCommand : FirewallRuleWriteCmdlet
{
    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;
}
