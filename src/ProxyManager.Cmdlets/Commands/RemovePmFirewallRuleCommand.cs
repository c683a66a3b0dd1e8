using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmFirewallRule</c>: removes a port that an input baseline opens from the inventory. Comments right above it go with it; all other lines stay.</summary>
[Cmdlet(VerbsCommon.Remove, "PmFirewallRule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmFirewallRuleCommand : ItemRemoveCmdlet
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

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items =>
        Scope.SelectMany(s => Port.Select(p => ItemName.OfRule(s, Protocol.ToLowerInvariant(), p)));
}
