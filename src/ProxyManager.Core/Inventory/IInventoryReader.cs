namespace ProxyManager.Inventory;

/// <summary>Port: turns the text of a file into nodes with positions.</summary>
public interface IInventoryReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="diagnostics">Receives everything that is wrong with the syntax. Never throws for any bytes.</param>
    /// <returns>The root; null when the text could not be read.</returns>
    MappingNode? Read(InventoryFile file, ICollection<Diagnostic> diagnostics);
}
