using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds input baselines, or sets their values. The ports that they open are firewall rules.</summary>
public abstract class FirewallWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>The hosts and groups that have such a baseline, or all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The hosts and groups that have such a baseline, or all.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Answer echo requests; <c>-Icmp:$false</c> does not.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Answer echo requests; -Icmp:$false does not.")]
    public SwitchParameter Icmp { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.Firewall;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemName> Items => Scope.Select(s => new ItemName(ItemKind.Firewall, null, s));

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        workspace.Items(ItemKind.Firewall).Where(b => names.Contains(b.Name)).Select(b => new FirewallInfo(b, workspace));
}
