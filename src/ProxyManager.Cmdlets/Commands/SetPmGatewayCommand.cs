using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Set-PmGateway</c>: sets values of a gateway where it stands, and adds it where it is not there. The same values again change nothing.</summary>
[Cmdlet(VerbsCommon.Set, "PmGateway", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayInfo))]
public sealed class SetPmGatewayCommand : GatewayWriteCmdlet
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
