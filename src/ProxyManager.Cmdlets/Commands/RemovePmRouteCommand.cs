using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmRoute</c>: removes a route from the inventory. Comments above it and all other lines stay.</summary>
[Cmdlet(VerbsCommon.Remove, "PmRoute", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmRouteCommand : ItemRemoveCmdlet
{
    /// <summary>Names of routes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of routes.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(ItemKind.Route, null, n));
}
