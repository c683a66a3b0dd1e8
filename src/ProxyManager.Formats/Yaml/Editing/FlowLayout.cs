namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Changes the entries of a collection in braces or brackets, whether on one line or with lines of their own.</summary>
internal sealed class FlowLayout(SourceText text, SyntaxCollection collection, SpliceList splices, NodeWriter writer) : ICollectionLayout
{
    /// <inheritdoc/>
    public int? Column => null;

    /// <inheritdoc/>
    public void Remove(IReadOnlyList<SyntaxEntry> removed, SyntaxEntry? previous, SyntaxEntry? next)
    {
        var (first, last) = (removed[0], removed[^1]);
        var isLine = text.BeginsLine(first.Start);
        var end = EndWithComma(last);
        var isLast = next is null && previous is not null;
        if (isLast && !isLine)
        {
            // A comment before the comma, in lines that begin with one, is about what stays.
            var comma = text.SkipTrivia(previous!.End);
            splices.Delete(text.Slice(previous.End, comma).Contains('#') ? comma : previous.End, last.End);
            return;
        }

        // The last of several lines: what comes before it becomes the last, with a comma only where this one had one.
        if (isLast && end == last.End)
        {
            var comma = text.SkipTrivia(previous!.End);
            splices.Delete(comma, comma + 1);
        }

        if (isLine && text.EndsLine(end))
            splices.Delete(Top(first), text.NextLine(end));
        else if (next is not null && next.Top < text.LineStart(next.Start))
            splices.Delete(previous is null ? first.Start : EndWithComma(previous), text.LineEnd(end)); // what stands above the next stays there
        else
            splices.Delete(first.Start, next?.Start ?? end);
    }

    /// <inheritdoc/>
    public void Replace(SyntaxEntry removed, NewEntry inserted)
    {
        splices.Replace(removed.Start, removed.End, Written(inserted));
        var end = EndWithComma(removed);
        if (!text.EndsLine(end))
            return;
        splices.Delete(end, text.LineEnd(end));
        if (text.BeginsLine(removed.Start))
            splices.Delete(Top(removed), text.LineStart(removed.Start));
    }

    /// <inheritdoc/>
    public void Insert(IReadOnlyList<NewEntry> inserted, SyntaxEntry? previous, SyntaxEntry? next)
    {
        var entries = inserted.Select(Written).ToList();
        if ((previous ?? next) is not { } neighbour)
        {
            Fill(entries);
            return;
        }

        var isLine = text.BeginsLine(neighbour.Start);
        var lineBreak = text.LineBreak(neighbour.Start);
        var margin = new string(' ', text.Column(neighbour.Start));
        if (previous is null)
        {
            splices.Insert(next!.Top, string.Concat(entries.Select(e => isLine ? $"{margin}{e},{lineBreak}" : $"{e}, ")));
            return;
        }

        var comma = text.SkipTrivia(previous.End);
        if (!isLine)
        {
            splices.Insert(previous.End, string.Concat(entries.Select(e => $", {e}")));
        }
        else if (text[comma] == ',')
        {
            if (text.EndsLine(comma + 1))
                splices.Insert(text.NextLine(comma), string.Concat(entries.Select(e => $"{margin}{e},{lineBreak}")));
            else
                splices.Insert(comma + 1, string.Concat(entries.Select(e => $" {e},")));
        }
        else
        {
            splices.Insert(previous.End, ",");
            if (text.EndsLine(previous.End))
                splices.Insert(text.NextLine(previous.End), margin + string.Join($",{lineBreak}{margin}", entries) + lineBreak);
            else
                splices.Insert(previous.End, lineBreak + margin + string.Join($",{lineBreak}{margin}", entries));
        }
    }

    private string Written(NewEntry entry) =>
        entry.Moved is { } moved ? text.Slice(moved.Start, moved.End).ToString() : writer.Entry(entry.Name, entry.Value, entry.Near, column: null, "");

    /// <summary>Puts the first entries in: below the comments, where the braces hold some.</summary>
    private void Fill(List<string> entries)
    {
        var end = collection.End - 1;
        if (!text.Slice(collection.ContentStart, end).Contains('#'))
        {
            splices.Insert(collection.ContentStart + 1, $" {string.Join(", ", entries)} ");
            return;
        }

        // What ends behind a comment does so in a line of its own.
        var lastLine = text.LineStart(text.LineStart(end) - 1);
        var comment = text.SkipBlank(lastLine);
        var margin = new string(' ', text[comment] == '#' ? text.Column(comment) : text.Column(end) + 2);
        var lineBreak = text.LineBreak(end);
        splices.Insert(text.LineStart(end), string.Join($",{lineBreak}", entries.Select(e => margin + e)) + lineBreak);
    }

    /// <summary>Where the lines of an entry begin: those of an item with the comments above it, as in blocks.</summary>
    private int Top(SyntaxEntry entry) => entry.Name is null ? entry.Top : text.LineStart(entry.Start);

    private int EndWithComma(SyntaxEntry entry)
    {
        var behind = text.SkipTrivia(entry.End);
        return text[behind] == ',' ? behind + 1 : entry.End;
    }
}
