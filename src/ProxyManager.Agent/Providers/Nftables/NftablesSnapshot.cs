namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>When the kernel's table was last known to be what a script makes of it.</summary>
/// <param name="Script">The script itself: a hash of it would have every pass load a library for cryptography.</param>
/// <param name="ListingHash">Hex SHA-256 of the listing that the script leads to.</param>
/// <param name="NftVersion">The program that made the listing; listings of two versions cannot be compared.</param>
/// <param name="BootId">Generation ids start anew at boot.</param>
/// <param name="Generation">The rule set's generation id at that moment; null where the kernel does not tell it.</param>
internal sealed record NftablesSnapshot(string Script, string ListingHash, string NftVersion, string BootId, uint? Generation);
