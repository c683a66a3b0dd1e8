using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds ports that input baselines open, or sets their values.</summary>
public abstract class FirewallRuleWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>The host or group whose baseline it belongs to, or all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The host or group whose baseline it belongs to, or all.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string Scope { get; set; } = "";

    /// <summary>tcp or udp.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "tcp or udp.")]
    [ValidateSet("tcp", "udp")]
    public string Protocol { get; set; } = "";

    /// <summary>The port, or a range A-B.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true, HelpMessage = "The port, or a range A-B.")]
    public string Port { get; set; } = "";

    /// <summary>Networks that it is open to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Networks that it is open to.")]
    public string[]? From { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.FirewallRule;

    /// <inheritdoc/>
    private protected sealed override ItemName Item => ItemName.OfRule(Scope, Protocol.ToLowerInvariant(), Port);

    /// <inheritdoc/>
    private protected sealed override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        if (!PassThru)
            return;
        var fleet = workspace.RequireFleet();
        foreach (var rule in workspace.Items(ItemKind.FirewallRule).Where(r => names.Contains(r.Name)))
            WriteObject(FirewallRuleInfo.Of(rule, fleet.Name, workspace.Path));
    }
}
