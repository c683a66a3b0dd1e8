using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that lists input baselines of the inventory, or what belongs to them, by their scopes. Reads no host.</summary>
public abstract class ScopeCmdlet : ListCmdlet
{
    private const string ScopeHelp = "The hosts, groups or all whose input baselines are meant, with wildcards.";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Listed, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [ValidateNotNullOrEmpty]
    public override string? Inventory { get; set; }

    /// <summary>The hosts, groups or <c>all</c> whose input baselines are meant, with wildcards; null is every one.</summary>
    [Parameter(Position = 0, ParameterSetName = Listed, HelpMessage = ScopeHelp)]
    [Parameter(Position = 0, ParameterSetName = Named, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = ScopeHelp)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NameCompleter))]
    [NameText]
    public string[]? Scope { get; set; }
}
