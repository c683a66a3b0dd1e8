namespace ProxyManager.Inventory.Editing;

/// <summary>An item as it stands in a file.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Values">Its keys.</param>
/// <param name="Position">Where it stands.</param>
public sealed record InventoryItem(ItemName Name, MappingNode Values, SourcePosition Position)
{
    /// <summary>The texts of a key; empty where it is not set.</summary>
    /// <param name="path">The key, as <see cref="ItemKey.Path"/> has it.</param>
    public IReadOnlyList<string> this[string path]
    {
        get
        {
            InventoryNode? node = Values;
            foreach (var step in path.Split('.'))
                node = (node as MappingNode)?[step]?.Value;
            return node switch
            {
                ScalarNode scalar => [scalar.Text],
                SequenceNode sequence => [.. sequence.Items.OfType<ScalarNode>().Select(s => s.Text)],
                _ => [],
            };
        }
    }
}
