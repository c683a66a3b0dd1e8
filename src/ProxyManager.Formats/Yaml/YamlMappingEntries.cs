using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>
/// The entries of a mapping while it is read: unique keys, and merge keys (https://yaml.org/type/merge.html), whose entries give way to the mapping's own
/// wherever they stand, and to those of mappings that were merged before.
/// </summary>
internal sealed class YamlMappingEntries(ICollection<Diagnostic> diagnostics)
{
    private readonly List<(MappingEntry Entry, bool Merged)> _entries = [];
    private readonly Dictionary<string, SourcePosition> _own = new(StringComparer.Ordinal);
    private bool _merged;

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

        if (!_own.TryAdd(name, position))
        {
            var first = _own[name];
            Report(StructureCodes.DuplicateKey, position, $"the key '{(name.Length > 60 ? name[..60] + "…" : name)}' is there already, at line {first.Line}");
            return;
        }

        if (merge)
            Merge(position, value);
        else
            _entries.Add((new(name, position, value), Merged: false));
    }

    /// <summary>The entries in the order of the file, merged ones where their merge key stands.</summary>
    public IReadOnlyList<MappingEntry> ToList()
    {
        if (!_merged)
            return _entries.ConvertAll(e => e.Entry);
        var own = _entries.Where(e => !e.Merged).Select(e => e.Entry.Key).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. _entries.Where(e => !e.Merged || (!own.Contains(e.Entry.Key) && seen.Add(e.Entry.Key))).Select(e => e.Entry)];
    }

    private void Merge(SourcePosition position, InventoryNode value)
    {
        _merged = true;
        IReadOnlyList<InventoryNode> sources = value is SequenceNode sequence ? sequence.Items : [value];
        foreach (var source in sources)
        {
            if (source is MappingNode mapping)
                _entries.AddRange(mapping.Entries.Select(e => (e, Merged: true)));
            else
                Report(StructureCodes.WrongMerge, position, "'<<' merges a mapping or a list of mappings");
        }
    }

    private void Report(string code, SourcePosition position, string message) =>
        diagnostics.Add(new(code, DiagnosticSeverity.Error, position, message));
}
