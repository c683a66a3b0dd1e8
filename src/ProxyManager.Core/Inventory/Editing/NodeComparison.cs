namespace ProxyManager.Inventory.Editing;

/// <summary>Compares values of an inventory by what they say, wherever they stand.</summary>
public static class NodeComparison
{
    /// <summary>Both say the same. The order of a mapping's keys says nothing.</summary>
    public static bool AreSame(InventoryNode first, InventoryNode second) =>
        ReferenceEquals(first, second) || (first, second) switch
        {
            (ScalarNode a, ScalarNode b) => a.Kind == b.Kind && a.Text == b.Text,
            (SequenceNode a, SequenceNode b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(p => AreSame(p.First, p.Second)),
            (MappingNode a, MappingNode b) =>
                a.Entries.Count == b.Entries.Count && a.Entries.All(e => b[e.Key] is { } other && AreSame(e.Value, other.Value)),
            _ => false,
        };
}
