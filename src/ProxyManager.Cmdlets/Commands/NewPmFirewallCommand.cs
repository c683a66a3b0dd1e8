using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmFirewall</c>: begins an input baseline that opens nothing yet. Fails where it is there already.</summary>
[Cmdlet(VerbsCommon.New, "PmFirewall", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallInfo))]
public sealed class NewPmFirewallCommand : FirewallWriteCmdlet
{
    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;
}
