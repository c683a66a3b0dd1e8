using ProxyManager.Inventory.Tests.Reading;

namespace ProxyManager.Inventory.Tests.Editing;

/// <summary>What an edit means, on values instead of text.</summary>
internal static class Tree
{
    /// <summary>The value with another one at a path; a key that is not there becomes the last.</summary>
    public static InventoryNode Put(InventoryNode node, ReadOnlySpan<string> path, InventoryNode value)
    {
        if (path.IsEmpty)
            return value;
        var rest = path[1..];
        if (node is SequenceNode sequence)
        {
            var items = sequence.Items.ToList();
            var index = int.Parse(path[0]);
            if (index == items.Count)
                items.Add(value);
            else
                items[index] = Put(items[index], rest, value);
            return sequence with { Items = items };
        }

        var mapping = (MappingNode)node;
        var entries = mapping.Entries.ToList();
        var key = path[0];
        var place = entries.FindIndex(e => e.Key == key);
        if (place < 0)
            entries.Add(new(key, default, Put(new MappingNode(default, []), rest, value)));
        else
            entries[place] = entries[place] with { Value = Put(entries[place].Value, rest, value) };
        return new MappingNode(default, entries);
    }

    /// <summary>The value without what stands at a path.</summary>
    public static InventoryNode Remove(InventoryNode node, ReadOnlySpan<string> path)
    {
        var key = path[0];
        var rest = path[1..];
        if (node is SequenceNode sequence)
        {
            var items = sequence.Items.ToList();
            var index = int.Parse(key);
            if (rest.IsEmpty)
                items.RemoveAt(index);
            else
                items[index] = Remove(items[index], rest);
            return sequence with { Items = items };
        }

        var entries = ((MappingNode)node).Entries.ToList();
        var place = entries.FindIndex(e => e.Key == key);
        if (rest.IsEmpty)
            entries.RemoveAt(place);
        else
            entries[place] = entries[place] with { Value = Remove(entries[place].Value, rest) };
        return new MappingNode(default, entries);
    }

    /// <summary>A value as YAML writes it on one line.</summary>
    public static InventoryNode Parse(string value) => Yaml.Read($"v: {value}\n")["v"]!.Value;
}
