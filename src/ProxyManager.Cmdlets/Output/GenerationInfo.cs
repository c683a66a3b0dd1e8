using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A generation that a host keeps.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Generation">Its number, UTC milliseconds.</param>
/// <param name="GenerationTime">When it was made.</param>
/// <param name="AppliedAt">When the host was last brought to it.</param>
/// <param name="Current">It is in force.</param>
/// <param name="Confirmed">False for one that waits for its confirmation, and is undone without it.</param>
/// <param name="Commit">The git commit of its inventory; null outside git.</param>
/// <param name="Clean">The working copy had no changes against that commit.</param>
/// <param name="Digest">Hex SHA-256 over its inventory's files; empty when the stored copy is damaged.</param>
/// <param name="Resources">How many resources it has.</param>
/// <param name="Bytes">Size of the signed bundle.</param>
/// <param name="BundleHash">Hex SHA-256 of the signed bundle.</param>
/// <param name="Inventory">The inventory that the host belongs to.</param>
public sealed record GenerationInfo(
    string Fleet,
    string Host,
    long Generation,
    DateTimeOffset? GenerationTime,
    DateTimeOffset AppliedAt,
    bool Current,
    bool Confirmed,
    string? Commit,
    bool Clean,
    string Digest,
    int Resources,
    long Bytes,
    string BundleHash,
    string Inventory)
{
    /// <summary>What a host keeps; nothing for one that could not be read.</summary>
    internal static IEnumerable<GenerationInfo> Of(HostResult result, string inventory) => (result.Generations ?? []).Select(g => new GenerationInfo(
        result.Fleet,
        result.Host,
        g.Generation,
        GenerationMoment.Of(g.Generation),
        g.AppliedAt,
        g.Current,
        g.Confirmed,
        g.Inventory?.Commit,
        g.Inventory?.Clean ?? false,
        g.Inventory?.Digest ?? "",
        g.Resources,
        g.Bytes,
        g.BundleHash,
        inventory));
}
