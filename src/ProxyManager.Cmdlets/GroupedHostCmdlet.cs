using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that lists hosts of the inventory by name and group.</summary>
public abstract class GroupedHostCmdlet : ItemCmdlet
{
    /// <summary>Only members of one of these groups, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only members of one of these groups, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Group { get; set; }

    /// <summary>The hosts whose name and group were asked for.</summary>
    /// <param name="kind">What they are, for messages.</param>
    /// <param name="hosts">All of them.</param>
    private protected IEnumerable<T> Members<T>(string kind, IReadOnlyCollection<T> hosts)
        where T : Host
    {
        var groups = Group?.Select(g => WildcardPattern.Get(g, WildcardOptions.None)).ToList();
        return Named(kind, hosts, h => h.Name).Where(h => groups is null || h.Groups.Any(g => groups.Any(p => p.IsMatch(g))));
    }
}
