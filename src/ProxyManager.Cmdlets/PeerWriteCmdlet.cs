using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds peers, or sets their values.</summary>
public abstract class PeerWriteCmdlet : HostWriteCmdlet
{
    /// <summary>Gateways and groups that it keeps a tunnel to; the first is its home.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Gateways and groups that it keeps a tunnel to; the first is its home.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Via { get; set; }

    /// <summary>The person whose device it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The person whose device it is.")]
    public string? Owner { get; set; }

    /// <summary>Where the preshared key of its tunnels is found: env:NAME, file:PATH or command:PROGRAM ARG…. Never the key itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Where the preshared key of its tunnels is found: env:NAME, file:PATH or command:PROGRAM ARG….")]
    public string? PresharedKey { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.Peer;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        fleet.Peers.Where(h => names.Any(n => n.Name == h.Name)).Select(h => new PeerInfo(fleet.Name, h, workspace.Path));
}
