namespace ProxyManager.Inventory.Editing;

/// <summary>What an edit does to an item.</summary>
/// <param name="Item">Which one.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Position">Where it stands: afterwards, or where it stood when it is removed.</param>
/// <param name="After">The item of its kind that it comes behind when it is added; null for none.</param>
public sealed record ItemChange(ItemName Item, ItemOutcome Outcome, SourcePosition Position, string? After = null)
{
    /// <summary>The items whose removal brings it about, because it names them; none where it was asked for itself.</summary>
    public IReadOnlyList<ItemName> Causes { get; init; } = [];
}
