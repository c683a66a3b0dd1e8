using System.Management.Automation;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmInventory</c>: which inventory counts here, and what is in it.</summary>
[Cmdlet(VerbsCommon.Get, "PmInventory")]
[OutputType(typeof(InventoryInfo))]
public sealed class GetPmInventoryCommand : PmCmdlet
{
    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        WriteObject(new InventoryInfo(
            fleet.Name,
            workspace.Path,
            [.. workspace.Files],
            [.. fleet.Network.All.Select(n => n.ToString())],
            fleet.Gateways.Count,
            fleet.Peers.Count,
            fleet.Routes.Count,
            fleet.Digest));
    }
}
