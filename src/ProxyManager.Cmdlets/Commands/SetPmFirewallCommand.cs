using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Set-PmFirewall</c>: sets values of an input baseline where it stands, and adds it where it is not there. The same values again change nothing.</summary>
[Cmdlet(VerbsCommon.Set, "PmFirewall", SupportsShouldProcess = true)]
[OutputType(typeof(FirewallInfo))]
public sealed class SetPmFirewallCommand : FirewallWriteCmdlet
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
