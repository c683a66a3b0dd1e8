namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Changes the entries of a collection that stand in lines of their own.</summary>
internal sealed class BlockLayout(SourceText text, SyntaxCollection collection, SpliceList splices, NodeWriter writer) : ICollectionLayout
{
    /// <inheritdoc/>
    public int? Column => collection.Column;

    /// <inheritdoc/>
    public void Remove(IReadOnlyList<SyntaxEntry> removed, SyntaxEntry? previous, SyntaxEntry? next)
    {
        // The first entry of `- a: 1` stands behind the hyphen of its list. What follows comes there, with the comments above it.
        if (next is not null && !text.BeginsLine(removed[0].Start))
        {
            splices.Delete(removed[0].Start, text.SkipBlank(text.Extent(removed[^1].End, collection.Column)));
            return;
        }

        foreach (var entry in removed)
            splices.Delete(Top(entry), text.Extent(entry.End, collection.Column));
    }

    /// <inheritdoc/>
    public void Replace(SyntaxEntry removed, NewEntry inserted)
    {
        if (text.BeginsLine(removed.Start))
            splices.Delete(Top(removed), text.LineStart(removed.Start));
        splices.Replace(removed.Start, removed.End, Written(inserted, text.LineBreak(removed.Start)));
        splices.Delete(removed.End, text.LineEnd(removed.End));
        splices.Delete(text.NextLine(removed.End), text.Extent(removed.End, collection.Column));
    }

    /// <inheritdoc/>
    public void Insert(IReadOnlyList<NewEntry> inserted, SyntaxEntry? previous, SyntaxEntry? next)
    {
        var index = previous is not null ? text.Extent(previous.End, collection.Column)
            : next!.Top;
        var lineBreak = text.LineBreak(index);
        var margin = new string(' ', collection.Column);
        var aligned = AlignedColumn();
        var entries = inserted.Select(e => Written(e, lineBreak, aligned));
        var separator = lineBreak + (IsSpaced(previous, next) ? lineBreak : "");
        if (previous is null)
            splices.Insert(index, text.BeginsLine(next!.Start) ? string.Concat(entries.Select(e => margin + e + separator)) : string.Concat(entries.Select(e => e + separator + margin)));
        else if (index == text.Length && text[index - 1] != '\n')
            splices.Insert(index, string.Concat(entries.Select(e => separator + margin + e)));
        else
            splices.Insert(index, string.Concat(entries.Select(e => separator[lineBreak.Length..] + margin + e + lineBreak)));
    }

    /// <summary>The text of an entry, from its column on and without the last line break; that of a moved one with the comments that go with it.</summary>
    private string Written(NewEntry entry, string lineBreak, int valueColumn = 0)
    {
        if (entry.Moved is not { } moved)
            return writer.Entry(entry.Name, entry.Value, entry.Near, collection.Column, lineBreak, valueColumn);
        var start = text.BeginsLine(moved.Start) ? moved.Top + collection.Column : moved.Start;
        return text.Slice(start, text.Extent(moved.End, collection.Column)).TrimEnd("\r\n").ToString();
    }

    /// <summary>Where the lines of an entry begin. What stands above an item tells what it is; that of a key, which has a name, can be about those below it as well.</summary>
    private int Top(SyntaxEntry entry) => collection.IsMapping ? text.LineStart(entry.Start) : entry.Top;

    /// <summary>Blank lines stand between the entries around a place.</summary>
    private bool IsSpaced(SyntaxEntry? previous, SyntaxEntry? next)
    {
        var position = collection.Entries.IndexOf(previous ?? next!);
        var (before, after) =
            position + 1 < collection.Entries.Count ? (collection.Entries[position], collection.Entries[position + 1])
            : position > 0 ? (collection.Entries[position - 1], collection.Entries[position])
            : (null, null);
        return before is not null && text.HasBlankLine(before.End, after!.Start);
    }

    /// <summary>The column at which all values stand although their keys are of different lengths; 0 where there is none.</summary>
    private int AlignedColumn()
    {
        var entries = collection.Entries.Where(e => e.Name is not null && text.Slice(e.Indicator, e.Value.Start) is { Length: > 0 } gap && gap.Trim(' ').IsEmpty).ToList();
        var columns = entries.Select(e => text.Column(e.Value.Start)).Distinct().ToList();
        return columns.Count == 1 && entries.Select(e => e.Name!.Length).Distinct().Count() > 1 ? columns[0] : 0;
    }
}
