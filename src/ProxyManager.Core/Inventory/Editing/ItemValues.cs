using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Inventory.Editing;

/// <summary>The keys of an item, those of mappings within it by their path: <c>health.interval</c>.</summary>
internal static class ItemValues
{
    /// <summary>The value of a key; null when it is not set.</summary>
    public static InventoryNode? Find(MappingNode item, string path)
    {
        InventoryNode? node = item;
        foreach (var step in path.Split('.'))
            node = (node as MappingNode)?[step]?.Value;
        return node;
    }

    /// <summary>The item with a value for a key. A new key comes behind those that the shape has before it.</summary>
    public static MappingNode With(MappingNode item, string path, InventoryNode value, MappingShape shape)
    {
        var (key, below) = Split(path);
        if (below is not null)
            value = With(item.Mapping(key) ?? new(default, []), below, value, (MappingShape)shape.Keys.Single(k => k.Name == key).Shape);
        if (item[key] is not null)
            return item.With([.. item.Entries.Select(e => e.Key == key ? e with { Value = value } : e)]);
        var before = shape.Keys.TakeWhile(k => k.Name != key).Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        var entries = item.Entries.ToList();
        entries.Insert(entries.FindLastIndex(e => before.Contains(e.Key)) + 1, new(key, default, value));
        return item.With(entries);
    }

    /// <summary>The item without a key, and without a mapping that is empty then.</summary>
    public static MappingNode Without(MappingNode item, string path)
    {
        var (key, below) = Split(path);
        if (item[key] is null)
            return item;
        var inner = below is null || item.Mapping(key) is not { } mapping ? null : Without(mapping, below);
        return inner is { Entries.Count: > 0 }
            ? item.With([.. item.Entries.Select(e => e.Key == key ? e with { Value = inner } : e)])
            : item.With([.. item.Entries.Where(e => e.Key != key)]);
    }

    private static (string Key, string? Below) Split(string path) => path.Split('.', 2) is [var key, var below] ? (key, below) : (path, null);
}
