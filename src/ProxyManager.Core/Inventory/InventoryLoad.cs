namespace ProxyManager.Inventory;

/// <summary>What became of the files of an inventory.</summary>
/// <param name="Document">Null when a file could not be read at all: anything said about names would then be guesswork.</param>
/// <param name="Diagnostics">Everything that is wrong, in the order of the files and their lines.</param>
public sealed record InventoryLoad(InventoryDocument? Document, IReadOnlyList<Diagnostic> Diagnostics);
