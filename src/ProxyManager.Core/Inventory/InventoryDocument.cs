namespace ProxyManager.Inventory;

/// <summary>
/// The files of an inventory, merged and checked against their shape. What is wrong has been reported and left out, so that every value that is
/// still there has its form, and names can be checked although other keys are wrong. A required key may therefore be missing.
/// </summary>
/// <param name="Root">The top-level keys of all files. Sections and the items in them stand in the order in which the files were read.</param>
/// <param name="Digest">Hex SHA-256 over the files, see <see cref="InventoryDigest"/>.</param>
public sealed record InventoryDocument(MappingNode Root, string Digest)
{
    /// <summary>Gateways by name.</summary>
    public IReadOnlyList<MappingEntry> Gateways => Root.Items("gateways");

    /// <summary>Peers by name.</summary>
    public IReadOnlyList<MappingEntry> Peers => Root.Items("peers");

    /// <summary>Routes by name.</summary>
    public IReadOnlyList<MappingEntry> Routes => Root.Items("routes");

    /// <summary>Input baselines by host, group or <c>all</c>.</summary>
    public IReadOnlyList<MappingEntry> Firewall => Root.Items("firewall");

    /// <summary>Values of groups by name.</summary>
    public IReadOnlyList<MappingEntry> Groups => Root.Items("groups");

    /// <summary>Values for all hosts.</summary>
    public MappingNode? Defaults => Root.Mapping("defaults");
}
