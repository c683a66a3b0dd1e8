namespace ProxyManager.Inventory.Editing;

/// <summary>What is to be done to an item.</summary>
/// <param name="Item">Which one.</param>
/// <param name="Action">What is to be done.</param>
public sealed record ItemEdit(ItemName Item, ItemAction Action)
{
    /// <summary>Values by <see cref="ItemKey.Path"/>; a key without a value is taken out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When it is removed, what cannot be without it goes too; else a name that others use is not removed.</summary>
    public bool Cascade { get; init; }
}
