using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Which entries of a collection stay, which go and where new ones come in.</summary>
internal sealed class EntryAlignment
{
    private readonly List<EntryGap> _gaps = [];

    private EntryAlignment(IReadOnlyList<(SyntaxEntry Entry, InventoryNode? Value)> stay)
    {
        Kept = [.. stay.Where(s => s.Value is not null).Select(s => (s.Entry, s.Value!))];
        for (var i = 0; i <= stay.Count; i++)
            _gaps.Add(new(i > 0 ? stay[i - 1].Entry : null, i < stay.Count ? stay[i].Entry : null));
    }

    /// <summary>Entries that stay, and what they are to say.</summary>
    public IReadOnlyList<(SyntaxEntry Entry, InventoryNode Value)> Kept { get; }

    /// <summary>The places between the entries that stay, in order.</summary>
    public IReadOnlyList<EntryGap> Gaps => _gaps;

    /// <summary>A merge key that brings in something that is not wanted; null where there is none.</summary>
    public SyntaxEntry? Uninheritable { get; private init; }

    public static EntryAlignment Of(SyntaxCollection collection, MappingNode desired)
    {
        var stay = collection.Entries.Where(e => e.IsMerge || desired[e.Name!] is not null).ToList();
        var isUnwanted = collection.Merged().Any(m => m.Entries.Any(e => desired[e.Key] is null));
        var alignment = new EntryAlignment([.. stay.Select(e => (e, e.IsMerge ? null : desired[e.Name!]!.Value))])
        {
            Uninheritable = isUnwanted ? collection.Entries.Find(e => e.IsMerge) : null,
        };
        var gap = 0;
        foreach (var entry in collection.Entries)
        {
            if (gap < stay.Count && entry == stay[gap])
                gap++;
            else
                alignment._gaps[gap].Removed.Add(entry);
        }

        var places = stay.Select((e, i) => (e, i)).Where(p => !p.e.IsMerge).ToDictionary(p => p.e.Name!, p => p.i + 1, StringComparer.Ordinal);
        gap = stay.TakeWhile(e => e.IsMerge).Count();
        foreach (var entry in desired.Entries)
        {
            if (places.TryGetValue(entry.Key, out var place))
                gap = place;
            else if (collection.Inherited(entry.Key) is not { } inherited || !NodeComparison.AreSame(inherited, entry.Value))
                alignment._gaps[gap].Inserted.Add((entry.Key, entry.Value));
        }

        return alignment;
    }

    public static EntryAlignment Of(SyntaxCollection collection, SequenceNode desired)
    {
        var (entries, items) = (collection.Entries, desired.Items);
        var matches = SequenceMatch.Find([.. entries.Select(e => e.Value.Value)], items);
        var alignment = new EntryAlignment([.. matches.Select(m => (entries[m.Written], (InventoryNode?)items[m.Desired]))]);
        var (entry, item) = (0, 0);
        foreach (var (gap, match) in alignment._gaps.Zip([.. matches, (Written: entries.Count, Desired: items.Count)]))
        {
            gap.Removed.AddRange(entries[entry..match.Written]);
            gap.Inserted.AddRange(items.Take(item..match.Desired).Select(i => ((string?)null, i)));
            (entry, item) = (match.Written + 1, match.Desired + 1);
        }

        return alignment;
    }
}
