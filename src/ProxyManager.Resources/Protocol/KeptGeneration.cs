namespace ProxyManager.Resources.Protocol;

/// <summary>A generation that a host keeps.</summary>
/// <param name="Generation">Its number, UTC milliseconds.</param>
/// <param name="AppliedAt">When the host was last brought to it.</param>
/// <param name="Current">It is in force.</param>
/// <param name="Confirmed">False for one that waits for its confirmation, and is undone without it.</param>
/// <param name="BundleHash">Hex SHA-256 of its envelope.</param>
/// <param name="Bytes">Size of its envelope.</param>
/// <param name="Resources">How many resources it has.</param>
/// <param name="Inventory">The inventory that it was compiled from; null when the stored copy is damaged.</param>
public sealed record KeptGeneration(
    long Generation,
    DateTimeOffset AppliedAt,
    bool Current,
    bool Confirmed,
    string BundleHash,
    long Bytes,
    int Resources,
    InventoryStamp? Inventory);
