using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Set-PmFirewallRule</c>: sets values of a port that an input baseline opens where it stands, and adds it where it is not there. The same values again change nothing.</summary>
[Cmdlet(VerbsCommon.Set, "PmFirewallRule", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallRuleInfo))]
public sealed class SetPmFirewallRuleCommand : FirewallRuleWriteCmdlet
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
