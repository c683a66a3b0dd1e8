using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using YamlDotNet.Core;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Finds what must be done to a text so that it says something else: compares what is written with what is wanted, and goes down only where they differ.</summary>
internal sealed class TreeReconciler(SourceText text, SpliceList splices, NodeWriter writer)
{
    /// <summary>Brings the file's mapping to what is wanted.</summary>
    /// <exception cref="UnreadableException">It cannot be done in place.</exception>
    public void Reconcile(SyntaxCollection root, MappingNode desired)
    {
        if (!NodeComparison.AreSame(root.Value, desired))
            ReconcileEntries(root, desired, Neighbours.None);
    }

    /// <summary>Brings an entry to what is wanted, which differs from what it says.</summary>
    private void Reconcile(SyntaxEntry entry, InventoryNode desired, Neighbours near, int? column)
    {
        var node = entry.Value;
        if (node.IsShared || node is SyntaxAlias { Target: SyntaxCollection { IsMapping: true } })
            throw Shared(node);
        var goesOn = node is SyntaxCollection { IsBare: false, Entries.Count: > 0 } collection
            && collection.IsMapping == desired is MappingNode
            && NodeWriter.Entries(desired).Any();
        if (goesOn)
            ReconcileEntries((SyntaxCollection)node, desired, near);
        else
            ReplaceValue(entry, desired, near, column);
    }

    private void ReconcileEntries(SyntaxCollection collection, InventoryNode desired, Neighbours near)
    {
        ICollectionLayout layout = collection.IsFlow ? new FlowLayout(text, collection, splices, writer) : new BlockLayout(text, collection, splices, writer);
        var alignment = desired is MappingNode mapping ? EntryAlignment.Of(collection, mapping) : EntryAlignment.Of(collection, (SequenceNode)desired);
        if (alignment.Uninheritable is { } merge)
            throw Shared(merge.Value);
        foreach (var (entry, value) in alignment.Kept)
        {
            if (!NodeComparison.AreSame(entry.Value.Value, value))
                Reconcile(entry, value, Near(entry.Name), layout.Column);
        }

        var leaving = collection.IsMapping || alignment.Gaps.Sum(g => (long)g.Removed.Count) * alignment.Gaps.Sum(g => (long)g.Inserted.Count) > SequenceMatch.MostCells
            ? []
            : alignment.Gaps.SelectMany(g => g.Removed).Where(e => CanMove(e.Value)).ToList();
        foreach (var gap in alignment.Gaps)
        {
            foreach (var removed in gap.Removed)
                RefuseIfShared(removed.Value);
            var replaced = Math.Min(gap.Removed.Count, gap.Inserted.Count);
            for (var i = 0; i < replaced; i++)
                layout.Replace(gap.Removed[i], New(gap.Inserted[i]));
            var previous = replaced > 0 ? gap.Removed[replaced - 1] : gap.Previous;
            if (gap.Removed.Count > replaced)
                layout.Remove(gap.Removed.Skip(replaced).ToList(), previous, gap.Next);
            else if (gap.Inserted.Count > replaced)
                layout.Insert([.. gap.Inserted.Skip(replaced).Select(New)], previous, gap.Next);
        }

        // An item that goes here and comes in there has only changed its place.
        NewEntry New((string? Name, InventoryNode Value) inserted)
        {
            var moved = leaving.Find(e => NodeComparison.AreSame(e.Value.Value, inserted.Value));
            if (moved is not null)
                leaving.Remove(moved);
            return new(inserted.Name, inserted.Value, Near(inserted.Name), moved);
        }

        // Items of a mapping are alike and follow one another's style; the keys of an item follow those of other items. A section on one line is the exception.
        Neighbours Near(string? name)
        {
            var siblings = new Neighbours(collection.Entries
                .Where(e => !e.IsMerge && (name is null || e.Name != name))
                .Select(e => e.Value)
                .Where(v => collection.ParentColumn >= 0 || v is SyntaxCollection { IsFlow: false })
                .Reverse());
            var areAlike = name is null || collection.Entries.All(e => e.Value.Value is MappingNode);
            return areAlike ? siblings.Then(near.Below(name)) : near.Below(name).Then(siblings);
        }
    }

    private void ReplaceValue(SyntaxEntry entry, InventoryNode desired, Neighbours near, int? column)
    {
        var node = entry.Value;
        RefuseIfShared(node);
        var isAlike = node is SyntaxCollection before && desired is not ScalarNode && before.IsMapping == desired is MappingNode;
        // An anchor that nobody uses stays; a tag would contradict a value of another kind.
        var start = node.Anchor is not null || isAlike ? node.ContentStart : node.Start;
        var isBlock = column is not null && node is not SyntaxCollection { IsFlow: false } && NodeWriter.IsBlock(desired, near);
        var isBelowComment = HasComment(entry.Indicator, start);
        if (node is SyntaxCollection { IsFlow: false } block && text.BeginsLine(block.Entries[0].Start))
        {
            // What stood in lines of its own becomes `{}` or a single value behind its key.
            splices.Insert(entry.Indicator, " " + writer.Inline(desired, near));
            new BlockLayout(text, block, splices, writer).Remove(block.Entries, null, null);
        }
        else if (node is SyntaxCollection { IsFlow: true, IsBare: false, Entries: [var first, ..] entries } braces
            && isAlike && !NodeWriter.Entries(desired).Any() && HasComment(braces.ContentStart, first.Start))
        {
            // The braces stay for the comment at their beginning.
            new FlowLayout(text, braces, splices, writer).Remove(entries, null, null);
        }
        else if (node is SyntaxCollection { IsFlow: true, IsBare: false, Entries: [] } empty && isAlike && HasComment(empty.ContentStart, empty.End))
        {
            new FlowLayout(text, empty, splices, writer).Insert([.. NodeWriter.Entries(desired).Select(e => new NewEntry(e.Name, e.Value, near.Below(e.Name)))], null, null);
        }
        else if (isBlock && !isBelowComment)
        {
            var kept = text.Slice(node.Start, start).TrimEnd().Length;
            splices.Delete(kept > 0 ? node.Start + kept : entry.Indicator, node.End);
            splices.Insert(text.LineEnd(node.End), writer.Value(desired, near, column!.Value, text.LineBreak(entry.Start)));
        }
        else if (isBlock && text.BeginsLine(start) && text.Column(start) > column)
        {
            splices.Replace(start, node.End, writer.Lines(desired, near, text.Column(start), text.LineBreak(start)));
        }
        else
        {
            var written = node is SyntaxScalar { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } quoted && desired is ScalarNode scalar
                ? ScalarText.Write(scalar, quoted.Style)
                : writer.Inline(desired, near);
            splices.Replace(start, node.End, (node.End > start ? "" : " ") + written);
        }
    }

    /// <summary>What is meant by an alias, or by the anchor of one, depends on what stands before it.</summary>
    private static bool CanMove(SyntaxNode node) =>
        node is not SyntaxAlias && node.Anchor is null && (node is not SyntaxCollection collection || collection.Entries.TrueForAll(e => CanMove(e.Value)));

    /// <summary>Between two values there is a comment.</summary>
    private bool HasComment(int start, int end) => text.Slice(start, end).Contains('#');

    private void RefuseIfShared(SyntaxNode node)
    {
        if (node.IsShared)
            throw Shared(node);
        if (node is SyntaxCollection collection)
            collection.Entries.ForEach(e => RefuseIfShared(e.Value));
    }

    private UnreadableException Shared(SyntaxNode node)
    {
        var origin = node is SyntaxAlias alias ? alias.Target : node;
        return new(
            EditingCodes.SharedValue,
            text.Position(node.Start),
            origin.Anchor is { } anchor ? $"this comes from the anchor '&{anchor}' (line {text.Position(origin.Start).Line}), which others share" : "this comes from a merge key, which others share",
            "change the file by hand, or give the item values of its own there");
    }
}
