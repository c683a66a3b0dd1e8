namespace ProxyManager.Resources;

/// <summary>The inventory that a bundle was compiled from.</summary>
/// <param name="Digest">Hex SHA-256 over the inventory's files, in the order in which they are read.</param>
/// <param name="Commit">The git commit of the working copy; null outside git.</param>
/// <param name="Clean">The working copy had no changes against <paramref name="Commit"/>.</param>
public sealed record InventoryStamp(string Digest, string? Commit, bool Clean)
{
    /// <summary>No inventory.</summary>
    public static InventoryStamp None { get; } = new("", null, false);
}
