using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>What a filter means in an inventory.</summary>
/// <param name="Items">In the order of the inventory.</param>
/// <param name="Missing">Names that were asked for and that nothing has.</param>
public sealed record ItemSelection(IReadOnlyList<InventoryItem> Items, IReadOnlyList<MissingName> Missing);
