namespace ProxyManager.Inventory.Tests.Generated;

/// <summary>Puts a scalar in place of others.</summary>
internal sealed class Replacement(ScalarNode scalar)
{
    /// <summary>One tree for each scalar of a tree: with the other in its place.</summary>
    public IEnumerable<InventoryNode> Everywhere(InventoryNode node) => node switch
    {
        MappingNode mapping => mapping.Entries.SelectMany((entry, i) => Everywhere(entry.Value)
            .Select(value => mapping with { Entries = [.. mapping.Entries.Take(i), entry with { Value = value }, .. mapping.Entries.Skip(i + 1)] })),
        SequenceNode sequence => sequence.Items.SelectMany((item, i) => Everywhere(item)
            .Select(value => sequence with { Items = [.. sequence.Items.Take(i), value, .. sequence.Items.Skip(i + 1)] })),
        _ => [scalar],
    };
}
