using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmPeer</c>: the peers of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmPeer", DefaultParameterSetName = Listed)]
[OutputType(typeof(PeerInfo))]
public sealed class GetPmPeerCommand : GroupedHostCmdlet
{
    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        foreach (var peer in Members(workspace, ItemKind.Peer, fleet.Peers))
            WriteObject(new PeerInfo(fleet.Name, peer, workspace.Path));
    }
}
