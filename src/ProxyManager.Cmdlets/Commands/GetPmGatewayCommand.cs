using System.Management.Automation;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmGateway</c>: the gateways of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmGateway")]
[OutputType(typeof(GatewayInfo))]
public sealed class GetPmGatewayCommand : GroupedHostCmdlet
{
    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        foreach (var gateway in Members("gateway", fleet.Gateways))
            WriteObject(new GatewayInfo(fleet.Name, gateway, workspace.Path));
    }
}
