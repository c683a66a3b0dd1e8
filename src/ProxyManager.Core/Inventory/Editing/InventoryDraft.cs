using System.Net;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Shapes;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Editing;

/// <summary>What the files of an inventory say, and what they are to say. Paths are keys from the top level.</summary>
internal sealed class InventoryDraft
{
    private readonly MappingNode[] _roots;

    /// <param name="files">The files.</param>
    /// <param name="roots">What they say.</param>
    public InventoryDraft(IReadOnlyList<InventoryFile> files, IEnumerable<MappingNode> roots) => (Files, _roots) = (files, [.. roots]);

    public IReadOnlyList<InventoryFile> Files { get; }

    /// <summary>What each file is to say.</summary>
    public IReadOnlyList<MappingNode> Roots => _roots;

    /// <summary>A copy, so that what is done to this one can be forgotten.</summary>
    public InventoryDraft Copy() => new(Files, _roots);

    /// <summary>The entry at a path, in whichever file; null when there is none.</summary>
    public MappingEntry? Find(params ReadOnlySpan<string> path)
    {
        foreach (var root in _roots)
        {
            if (Find(root, path) is { } entry)
                return entry;
        }

        return null;
    }

    /// <summary>The overlay; null where no prefix is given.</summary>
    public OverlayNetwork? Network()
    {
        var (v4, v6) = (Prefix("v4", CidrForm.OverlayV4), Prefix("v6", CidrForm.OverlayV6));
        return v4 is null && v6 is null ? null : new(v4, v6);
    }

    /// <summary>The entries of a section, of all files.</summary>
    public IEnumerable<MappingEntry> Items(string section) => _roots.SelectMany(r => r.Items(section));

    /// <summary>Puts a value at a path, in the file that has the item or is the last to have its section.</summary>
    /// <returns>Why it cannot be put there; null when it was.</returns>
    public Diagnostic? Put(InventoryNode value, params ReadOnlySpan<string> path)
    {
        var file = FileOf(path);
        if (Obstacle(_roots[file], path) is { } obstacle)
            return new(StructureCodes.WrongType, DiagnosticSeverity.Error, obstacle.Value.Position, $"'{obstacle.Key}' is not a mapping", "correct it first");
        _roots[file] = Put(_roots[file], path, value, InventoryShape.Root);
        return null;
    }

    /// <summary>Takes out what stands at a path.</summary>
    public void Remove(params ReadOnlySpan<string> path)
    {
        for (var i = 0; i < _roots.Length; i++)
        {
            if (Find(_roots[i], path) is not null)
                _roots[i] = Remove(_roots[i], path);
        }
    }

    private IPNetwork? Prefix(string family, ScalarForm<IPNetwork> form) =>
        Find("network", family)?.Value is ScalarNode prefix && form.Parse(prefix.Text) is { Problem: null } parsed ? parsed.Value : null;

    private int FileOf(ReadOnlySpan<string> path)
    {
        for (var length = Math.Min(2, path.Length); length > 0; length--)
        {
            for (var i = _roots.Length - 1; i >= 0; i--)
            {
                if (Find(_roots[i], path[..length]) is not null)
                    return i;
            }
        }

        return Math.Max(0, Array.FindIndex(_roots, r => r["fleet"] is not null));
    }

    private static MappingEntry? Find(MappingNode root, ReadOnlySpan<string> path)
    {
        for (var node = root; node is not null; node = node.Mapping(path[0]), path = path[1..])
        {
            if (path.Length == 1)
                return node[path[0]];
        }

        return null;
    }

    /// <summary>What stands on a path where a mapping would have to.</summary>
    private static MappingEntry? Obstacle(MappingNode root, ReadOnlySpan<string> path)
    {
        for (var node = root; path.Length > 1 && node[path[0]] is { } entry; path = path[1..])
        {
            if (entry.Value is not MappingNode next)
                return entry.Value is ScalarNode { Kind: ScalarKind.Null } ? null : entry;
            node = next;
        }

        return null;
    }

    private static MappingNode Put(MappingNode mapping, ReadOnlySpan<string> path, InventoryNode value, Shape? shape)
    {
        var key = path[0];
        var entries = mapping.Entries.ToList();
        var place = entries.FindIndex(e => e.Key == key);
        if (path.Length > 1)
            value = Put(mapping.Mapping(key) ?? new MappingNode(default, []), path[1..], value, ShapeOf(shape, key));
        if (place >= 0)
            entries[place] = entries[place] with { Value = value };
        else
            entries.Insert(NewPlace(entries, key, shape), new(key, default, value));
        return mapping.With(entries);
    }

    private static MappingNode Remove(MappingNode mapping, ReadOnlySpan<string> path)
    {
        var key = path[0];
        if (path.Length == 1)
            return mapping.With([.. mapping.Entries.Where(e => e.Key != key)]);
        var inner = Remove(mapping.Mapping(key)!, path[1..]);
        return mapping.With([.. mapping.Entries.Select(e => e.Key == key ? e with { Value = inner } : e)]);
    }

    private static Shape? ShapeOf(Shape? shape, string key) => shape switch
    {
        ItemsShape items => items.Item,
        MappingShape mapping => mapping.Keys.FirstOrDefault(k => k.Name == key)?.Shape,
        _ => null,
    };

    /// <summary>A new item comes last; a new key behind those that the reference names before it.</summary>
    private static int NewPlace(List<MappingEntry> entries, string key, Shape? shape)
    {
        if (shape is not MappingShape mapping)
            return entries.Count;
        var before = mapping.Keys.TakeWhile(k => k.Name != key).Select(k => k.Name).ToHashSet();
        return entries.FindLastIndex(e => before.Contains(e.Key)) + 1;
    }
}
