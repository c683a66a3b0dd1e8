namespace ProxyManager.Inventory.Editing;

/// <summary>Port: changes the text of a file so that it says something else.</summary>
public interface IInventoryEditor
{
    /// <summary>
    /// Changes what differs where it stands, in the style of its neighbours. Comments, order, quotes, line ends and everything that is not
    /// concerned stay byte for byte.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="desired">What the file shall say. Positions do not matter.</param>
    /// <param name="diagnostics">Receives why that cannot be done. Never throws for any bytes.</param>
    /// <returns>The changed file, the same one when it says that already; null when it cannot be done.</returns>
    InventoryFile? Edit(InventoryFile file, MappingNode desired, ICollection<Diagnostic> diagnostics);
}
