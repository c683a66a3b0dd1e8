using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that lists items of the inventory by name. Reads no host.</summary>
public abstract class ItemCmdlet : PmCmdlet
{
    /// <summary>Names, with wildcards; null is all.</summary>
    [Parameter(Position = 0, HelpMessage = "Names, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The items whose name was asked for, in the order of the inventory. A name without wildcards that nothing has is an error.</summary>
    /// <param name="kind">What the items are, for messages: <c>peer</c>.</param>
    /// <param name="items">All of them.</param>
    /// <param name="name">Tells an item's name.</param>
    private protected IEnumerable<T> Named<T>(string kind, IReadOnlyCollection<T> items, Func<T, string> name)
    {
        if (Name is null)
            return items;
        var patterns = Name.Select(n => (Text: n, Pattern: WildcardPattern.Get(n, WildcardOptions.None))).ToList();
        foreach (var (text, pattern) in patterns)
            if (!WildcardPattern.ContainsWildcardCharacters(text) && !items.Any(i => pattern.IsMatch(name(i))))
                WriteError(ErrorRecords.NotFound(kind, text));
        return items.Where(i => patterns.Any(p => p.Pattern.IsMatch(name(i))));
    }
}
