using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmRoute</c>: adds a route to the inventory, in the style of its neighbours. Fails where it is there already.</summary>
[Cmdlet(VerbsCommon.New, "PmRoute", SupportsShouldProcess = true)]
[OutputType(typeof(RouteInfo))]
public sealed class NewPmRouteCommand : RouteWriteCmdlet
{
    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;
}
