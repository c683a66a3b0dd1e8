namespace ProxyManager.Inventory.Editing;

/// <summary>A file that is to be written.</summary>
/// <param name="Before">As it was read.</param>
/// <param name="After">As it is to be.</param>
public sealed record FileEdit(InventoryFile Before, InventoryFile After);
