using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmGateway</c>: removes a gateway from the inventory. Comments above it and all other lines stay.</summary>
[Cmdlet(VerbsCommon.Remove, "PmGateway", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmGatewayCommand : ItemRemoveCmdlet
{
    /// <summary>Names of gateways.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of gateways.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(ItemKind.Gateway, null, n));
}
