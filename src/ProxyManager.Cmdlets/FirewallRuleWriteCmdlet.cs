using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds ports that input baselines open, or sets their values.</summary>
public abstract class FirewallRuleWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>The hosts and groups whose baselines open them, or all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The hosts and groups whose baselines open them, or all.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>tcp or udp.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "tcp or udp.")]
    [ValidateSet("tcp", "udp")]
    public string Protocol { get; set; } = "";

    /// <summary>The ports, or ranges A-B.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, HelpMessage = "The ports, or ranges A-B.")]
    public string[] Port { get; set; } = [];

    /// <summary>Networks that it is open to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Networks that it is open to.")]
    public string[]? From { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.FirewallRule;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemName> Items =>
        Scope.SelectMany(s => Port.Select(p => ItemName.OfRule(s, Protocol.ToLowerInvariant(), p)));

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        workspace.Items(ItemKind.FirewallRule).Where(r => names.Contains(r.Name)).Select(r => new FirewallRuleInfo(r, fleet.Name, workspace.Path));
}
