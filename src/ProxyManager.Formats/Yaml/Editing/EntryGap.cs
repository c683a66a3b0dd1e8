using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>A place between entries that stay.</summary>
/// <param name="Previous">The entry before it; null at the beginning.</param>
/// <param name="Next">The entry behind it; null at the end.</param>
internal sealed record EntryGap(SyntaxEntry? Previous, SyntaxEntry? Next)
{
    /// <summary>Entries that stand there and go.</summary>
    public List<SyntaxEntry> Removed { get; } = [];

    /// <summary>Entries that come in there.</summary>
    public List<(string? Name, InventoryNode Value)> Inserted { get; } = [];
}
