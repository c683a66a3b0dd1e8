namespace ProxyManager.Inventory.Tests.Editing;

/// <summary>An edit of some value of an inventory: something new, something else, or something gone.</summary>
/// <param name="Path">Where: keys, and places in lists.</param>
/// <param name="Value">What is to stand there; null when it goes.</param>
internal sealed record RandomEdit(string[] Path, InventoryNode? Value)
{
    /// <summary>Chooses an edit of a mapping.</summary>
    public static RandomEdit Choose(Random random, MappingNode root)
    {
        var path = new List<string>();
        InventoryNode node = root;
        while (true)
        {
            var count = node is MappingNode mapping ? mapping.Entries.Count : ((SequenceNode)node).Items.Count;
            if (count == 0 || random.Next(6) == 0)
                return new([.. path, node is MappingNode ? $"new{random.Next(100)}" : $"{count}"], Any(random, 0));
            var chosen = random.Next(count);
            path.Add(node is MappingNode parent ? parent.Entries[chosen].Key : $"{chosen}");
            node = node is MappingNode of ? of.Entries[chosen].Value : ((SequenceNode)node).Items[chosen];
            if (node is ScalarNode || random.Next(4) == 0)
                return new([.. path], random.Next(2) == 0 ? null : Any(random, 0));
        }
    }

    /// <summary>What the edit makes of a value.</summary>
    public MappingNode Apply(MappingNode root) => (MappingNode)(Value is null ? Tree.Remove(root, Path) : Tree.Put(root, Path, Value));

    public override string ToString() => $"{string.Join('.', Path)} = {Value}";

    private static InventoryNode Any(Random random, int depth) => random.Next(depth > 1 ? 4 : 6) switch
    {
        0 => new ScalarNode(default, ScalarKind.Integer, $"{random.Next(70000)}"),
        1 => new ScalarNode(default, ScalarKind.Boolean, "true"),
        2 => new ScalarNode(default, ScalarKind.String, $"word{random.Next(9)}"),
        3 => new ScalarNode(default, ScalarKind.String, Awkward(random)),
        4 => new SequenceNode(default, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth + 1))]),
        _ => new MappingNode(default, [.. Enumerable.Range(0, random.Next(4)).Select(i => new MappingEntry($"k{i}", default, Any(random, depth + 1)))]),
    };

    private static string Awkward(Random random)
    {
        const string Characters = "ab1 :#,[]{}&*!|>'\"%@`-?\\\n\t~=.é😀\u2028\u0001";
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Characters.EnumerateRunes().ElementAt(random.Next(25)).ToString()));
    }
}
