using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Set-PmPeer</c>: sets values of a peer where it stands, and adds it where it is not there. The same values again change nothing.</summary>
[Cmdlet(VerbsCommon.Set, "PmPeer", SupportsShouldProcess = true)]
[OutputType(typeof(PeerInfo))]
public sealed class SetPmPeerCommand : PeerWriteCmdlet
{
    /// <summary>Parameters whose keys are taken out.</summary>
    [Parameter(HelpMessage = "Names of parameters whose keys are taken out.")]
    [Alias("Unset")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string[]? Clear { get; set; }

    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Set;

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Unset => Clear ?? [];
}
