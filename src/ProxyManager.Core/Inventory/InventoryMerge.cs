namespace ProxyManager.Inventory;

/// <summary>Merges the files of an inventory: sections by the names of their items, everything else only where one file has it.</summary>
internal static class InventoryMerge
{
    /// <summary>Merges top-level mappings.</summary>
    /// <param name="roots">In the order in which they count.</param>
    /// <param name="diagnostics">Receives what stands in two files; the first one counts.</param>
    public static MappingNode Merge(IEnumerable<MappingNode> roots, ICollection<Diagnostic> diagnostics)
    {
        var sections = new OrderedDictionary<string, MappingEntry>(StringComparer.Ordinal);
        var items = new Dictionary<string, OrderedDictionary<string, MappingEntry>>(StringComparer.Ordinal);
        var omitting = new HashSet<string>(StringComparer.Ordinal);
        var omits = false;
        SourcePosition? start = null;
        foreach (var root in roots)
        {
            start ??= root.Position;
            omits |= root.HasOmissions;
            foreach (var section in root.Entries)
            {
                if (section.Value is MappingNode { HasOmissions: true })
                    omitting.Add(section.Key);
                if (sections.TryAdd(section.Key, section))
                    continue;
                if (sections[section.Key].Value is not MappingNode first || section.Value is not MappingNode second)
                {
                    diagnostics.Add(InTwoFiles(section, sections[section.Key]));
                    continue;
                }

                if (!items.TryGetValue(section.Key, out var merged))
                    items[section.Key] = merged = new(first.Entries.Select(e => KeyValuePair.Create(e.Key, e)), StringComparer.Ordinal);
                foreach (var item in second.Entries)
                {
                    if (!merged.TryAdd(item.Key, item))
                        diagnostics.Add(InTwoFiles(item, merged[item.Key]));
                }
            }
        }

        var entries = sections.Values.Select(s =>
            items.TryGetValue(s.Key, out var merged) ? s with { Value = new MappingNode(s.Value.Position, [.. merged.Values]) { HasOmissions = omitting.Contains(s.Key) } } : s);
        return new(start ?? default, [.. entries]) { HasOmissions = omits };
    }

    private static Diagnostic InTwoFiles(MappingEntry second, MappingEntry first) => new(
        StructureCodes.InTwoFiles,
        DiagnosticSeverity.Error,
        second.KeyPosition,
        $"'{second.Key}' is also at {first.KeyPosition}",
        "each item and value may stand in one file only");
}
