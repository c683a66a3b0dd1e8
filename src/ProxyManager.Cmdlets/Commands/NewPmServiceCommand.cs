using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmService</c>: adds a service to the inventory, in the style of its neighbours. Fails where it is there already.</summary>
[Cmdlet(VerbsCommon.New, "PmService", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceInfo))]
public sealed class NewPmServiceCommand : ServiceWriteCmdlet
{
    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;
}
