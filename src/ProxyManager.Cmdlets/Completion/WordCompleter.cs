using System.Collections;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Completion;

/// <summary>Completes the words that a key of the inventory takes.</summary>
public sealed class WordCompleter : InventoryCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> Words(string command, string parameter, IDictionary bound) =>
        ItemKind.All.Where(k => command.EndsWith("-Pm" + k.Word.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            .SelectMany(k => k.Keys)
            .Where(k => ItemWriteCmdlet.ParameterName(k.Path) == parameter)
            .SelectMany(k => k.Words);
}
