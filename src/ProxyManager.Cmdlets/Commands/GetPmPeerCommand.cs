using System.Management.Automation;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmPeer</c>: the peers of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmPeer")]
[OutputType(typeof(PeerInfo))]
public sealed class GetPmPeerCommand : ItemCmdlet
{
    /// <summary>Only members of one of these groups, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only members of one of these groups, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Group { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var groups = Group?.Select(g => WildcardPattern.Get(g, WildcardOptions.None)).ToList();
        foreach (var peer in Named("peer", fleet.Peers, h => h.Name))
            if (groups is null || peer.Groups.Any(g => groups.Any(p => p.IsMatch(g))))
                WriteObject(new PeerInfo(fleet.Name, peer, workspace.Path));
    }
}
