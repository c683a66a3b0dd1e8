using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmFirewall</c>: removes an input baseline, with the ports that it opens: its hosts keep whatever input rules they have otherwise.</summary>
[Cmdlet(VerbsCommon.Remove, "PmFirewall", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmFirewallCommand : ItemRemoveCmdlet
{
    /// <summary>The hosts, groups or <c>all</c> that they are the baselines of.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The hosts, groups or all that they are the baselines of.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[] Scope { get; set; } = [];

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items => Scope.Select(s => new ItemName(ItemKind.Firewall, null, s));
}
