using System.Collections;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Completion;

/// <summary>Completes the words that a key of the inventory takes, and the names of the parameters that can be cleared: those that the item has a value for, where it is there.</summary>
public sealed class WordCompleter : InventoryCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> Words(string command, string parameter, IDictionary bound)
    {
        var kind = ItemKind.All.First(k => command.EndsWith("-Pm" + Noun(k), StringComparison.OrdinalIgnoreCase));
        if (parameter != "Clear")
            return kind.Keys.Where(k => ItemWriteCmdlet.ParameterName(k.Path) == parameter).SelectMany(k => k.Words);
        var item = Find(kind, bound);
        return kind.Clearable.Where(k => item is null || item[k.Path].Count > 0).Select(k => ItemWriteCmdlet.ParameterName(k.Path));
    }

    /// <summary>The item that the command line names; null where it names none, or none that is there, or that can be read.</summary>
    private static InventoryItem? Find(ItemKind kind, IDictionary bound)
    {
        var name = kind == ItemKind.Service ? $"{bound["HostName"]}/{bound["Name"]}"
            : kind == ItemKind.Firewall ? $"{bound["Scope"]}"
            : kind == ItemKind.FirewallRule ? ItemName.OfRule($"{bound["Scope"]}", $"{bound["Protocol"]}", $"{bound["Port"]}").FullName
            : $"{bound["Name"]}";
        try
        {
            return name.Trim('/').Length == 0 ? null : Open(bound).Items(kind).FirstOrDefault(i => i.Name.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception e) when (e is ProxyManagerException or InvalidInventoryException)
        {
            return null;
        }
    }

    /// <summary>The noun of the cmdlets that edit a kind, without its prefix.</summary>
    private static string Noun(ItemKind kind) => kind == ItemKind.Firewall ? "Firewall" : kind.Word.Replace(" ", "", StringComparison.Ordinal);
}
