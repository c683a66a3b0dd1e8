using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>
/// The entries of a mapping while it is read: unique keys, and merge keys (https://yaml.org/type/merge.html), whose entries give way to the mapping's own
/// wherever they stand, and to those of mappings that were merged before.
/// </summary>
internal sealed class YamlMappingEntries(ICollection<Diagnostic> diagnostics)
{
    // Most mappings have few keys, and a table for each would be most of the memory that reading takes.
    private const int FewKeys = 12;

    private readonly List<MappingEntry> _entries = [];
    private readonly List<(string Name, SourcePosition Position)> _own = [];
    private Dictionary<string, SourcePosition>? _ownByName;
    private HashSet<MappingEntry>? _merged;

    /// <summary>Adds a key and its value.</summary>
    /// <param name="key">The key, which must be a scalar.</param>
    /// <param name="position">Where the key stands.</param>
    /// <param name="value">The value.</param>
    /// <param name="merge">The key is the merge key.</param>
    public void Add(InventoryNode key, SourcePosition position, InventoryNode value, bool merge)
    {
        if (key is not ScalarNode { Text: var name })
        {
            Report(StructureCodes.WrongKey, position, "a mapping or a list cannot be a key");
            return;
        }

        if (Find(name) is { } first)
        {
            Report(StructureCodes.DuplicateKey, position, $"the key '{(name.Length > 60 ? name[..60] + "…" : name)}' is there already, at line {first.Line}");
            return;
        }

        _own.Add((name, position));
        _ownByName?.Add(name, position);
        if (merge)
            Merge(position, value);
        else
            _entries.Add(new(name, position, value));
    }

    /// <summary>The entries in the order of the file, merged ones where their merge key stands.</summary>
    public IReadOnlyList<MappingEntry> ToList()
    {
        if (_merged is not { } merged)
            return _entries;
        var own = _entries.Where(e => !merged.Contains(e)).Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. _entries.Where(e => !merged.Contains(e) || (!own.Contains(e.Key) && seen.Add(e.Key)))];
    }

    /// <summary>Where one of the mapping's own keys stands; null when it has not been there.</summary>
    private SourcePosition? Find(string name)
    {
        if (_own.Count > FewKeys)
        {
            _ownByName ??= _own.ToDictionary(k => k.Name, k => k.Position, StringComparer.Ordinal);
            return _ownByName.TryGetValue(name, out var position) ? position : null;
        }

        foreach (var key in _own)
        {
            if (key.Name == name)
                return key.Position;
        }

        return null;
    }

    private void Merge(SourcePosition position, InventoryNode value)
    {
        _merged ??= new(ReferenceEqualityComparer.Instance);
        IReadOnlyList<InventoryNode> sources = value is SequenceNode sequence ? sequence.Items : [value];
        foreach (var source in sources)
        {
            if (source is MappingNode mapping)
                Merge(mapping);
            else
                Report(StructureCodes.WrongMerge, position, "'<<' merges a mapping or a list of mappings");
        }
    }

    private void Merge(MappingNode mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            _entries.Add(entry);
            _merged!.Add(entry);
        }
    }

    private void Report(string code, SourcePosition position, string message) =>
        diagnostics.Add(new(code, DiagnosticSeverity.Error, position, message));
}
