using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>A key with its value, or an item of a list, that is to be written.</summary>
/// <param name="Name">The key; null in a list.</param>
/// <param name="Value">The value.</param>
/// <param name="Near">What stands in the value's place elsewhere.</param>
/// <param name="Moved">Where the same item of the list stood before: it keeps how it is written. Null where it is new.</param>
internal sealed record NewEntry(string? Name, InventoryNode Value, Neighbours Near, SyntaxEntry? Moved = null);
