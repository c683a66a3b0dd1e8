namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>When the kernel's table was last known to be what a script makes of it.</summary>
/// <param name="ScriptHash">Hex SHA-256 of the script.</param>
/// <param name="ListingHash">Hex SHA-256 of the listing that the script leads to.</param>
/// <param name="NftVersion">The program that made the listing; listings of two versions cannot be compared.</param>
/// <param name="BootId">Generation ids start anew at boot.</param>
/// <param name="Generation">The rule set's generation id at that moment; null where the kernel does not tell it.</param>
internal sealed record NftablesSnapshot(string ScriptHash, string ListingHash, string NftVersion, string BootId, uint? Generation);
