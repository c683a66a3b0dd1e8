namespace ProxyManager.Inventory.Editing;

/// <summary>What becomes of an item.</summary>
public enum ItemOutcome
{
    /// <summary>It is as it was asked for already.</summary>
    Unchanged,
    Added,
    Changed,
    Removed,
}
