using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that lists items of the inventory by name. Reads no host.</summary>
public abstract class ItemCmdlet : ListCmdlet
{
    private const string NameHelp = "Names, with wildcards.";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Listed, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = Related, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [ValidateNotNullOrEmpty]
    public override string? Inventory { get; set; }

    /// <summary>Names, with wildcards; null is all.</summary>
    [Parameter(Position = 0, ParameterSetName = Listed, HelpMessage = NameHelp)]
    [Parameter(Position = 0, ParameterSetName = Named, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = NameHelp)]
    [Parameter(Position = 0, ParameterSetName = Related, HelpMessage = NameHelp)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[]? Name { get; set; }
}
