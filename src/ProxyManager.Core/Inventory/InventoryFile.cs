namespace ProxyManager.Inventory;

/// <summary>The bytes of one file of an inventory; read by a front end, so that everything after it is pure.</summary>
/// <param name="Path">As the user gave it.</param>
/// <param name="Content">The bytes.</param>
public sealed record InventoryFile(string Path, ReadOnlyMemory<byte> Content);
