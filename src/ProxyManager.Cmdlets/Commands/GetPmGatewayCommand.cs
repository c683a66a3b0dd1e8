using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmGateway</c>: the gateways of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmGateway", DefaultParameterSetName = Listed)]
[OutputType(typeof(GatewayInfo))]
public sealed class GetPmGatewayCommand : GroupedHostCmdlet
{
    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        foreach (var gateway in Members(workspace, ItemKind.Gateway, fleet.Gateways))
            WriteObject(new GatewayInfo(fleet.Name, gateway, workspace.Path));
    }
}
