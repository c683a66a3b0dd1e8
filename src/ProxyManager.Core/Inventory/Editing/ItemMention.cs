namespace ProxyManager.Inventory.Editing;

/// <summary>A place where an item names another.</summary>
/// <param name="By">The item that names it.</param>
/// <param name="Key">The key that does; null where the item's own name does.</param>
/// <param name="Position">Where.</param>
/// <param name="Others">What else that key names: what is left of it without the name.</param>
internal sealed record ItemMention(InventoryItem By, string? Key, SourcePosition Position, IReadOnlyList<InventoryNode> Others);
