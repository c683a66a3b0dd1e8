using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmPeer</c>: removes a peer from the inventory. Comments above it and all other lines stay.</summary>
[Cmdlet(VerbsCommon.Remove, "PmPeer", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmPeerCommand : ItemRemoveCmdlet
{
    /// <summary>Names of peers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of peers.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(ItemKind.Peer, null, n));
}
