namespace ProxyManager.Cmdlets.Output;

/// <summary>An inventory.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Inventory">The file or directory.</param>
/// <param name="Files">The files that it is made of, in the order in which they count.</param>
/// <param name="Network">The overlay's prefixes, IPv4 first.</param>
/// <param name="Gateways">How many gateways.</param>
/// <param name="Peers">How many peers.</param>
/// <param name="Routes">How many enabled routes.</param>
/// <param name="Digest">Hex SHA-256 over its files.</param>
public sealed record InventoryInfo(
    string Fleet, string Inventory, string[] Files, string[] Network, int Gateways, int Peers, int Routes, string Digest);
