using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that lists hosts of the inventory by name and group.</summary>
public abstract class GroupedHostCmdlet : ItemCmdlet
{
    /// <summary>A service, whose host is meant.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Related, HelpMessage = "A service, whose host is meant.")]
    public ServiceInfo? InputObject { get; set; }

    /// <summary>Only members of one of these groups, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only members of one of these groups, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Group { get; set; }

    /// <summary>The hosts whose name and group were asked for.</summary>
    /// <param name="workspace">The inventory.</param>
    /// <param name="kind">Gateways or peers.</param>
    /// <param name="hosts">All of them.</param>
    private protected IEnumerable<T> Members<T>(Workspace workspace, ItemKind kind, IEnumerable<T> hosts)
        where T : Host
    {
        var names = Select(workspace, kind, new ItemFilter { Names = Name, Groups = Group }).Select(i => i.Name.Name).ToHashSet();
        return hosts.Where(h => names.Contains(h.Name) && (InputObject is null || h.Name == InputObject.Host));
    }
}
