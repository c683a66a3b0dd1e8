using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmGateway</c>: adds a gateway to the inventory, in the style of its neighbours. Fails where it is there already.</summary>
[Cmdlet(VerbsCommon.New, "PmGateway", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayInfo))]
public sealed class NewPmGatewayCommand : GatewayWriteCmdlet
{
    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;
}
