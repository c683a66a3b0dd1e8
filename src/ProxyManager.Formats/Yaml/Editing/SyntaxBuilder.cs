using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Builds the syntax of a file whose text has been read before, so that it is known to be good.</summary>
internal sealed class SyntaxBuilder(YamlEvents events, SourceText text)
{
    private readonly Dictionary<string, SyntaxNode> _anchors = new(StringComparer.Ordinal);

    /// <summary>Builds the file's mapping.</summary>
    /// <exception cref="UnreadableException">What follows cannot be trusted.</exception>
    public SyntaxCollection Build()
    {
        events.MoveNext();
        while (events.Current is not MappingStart)
            events.MoveNext();
        return (SyntaxCollection)BuildNode(parentColumn: -1);
    }

    /// <summary>Builds the node that the current event begins.</summary>
    private SyntaxNode BuildNode(int parentColumn)
    {
        if (events.Current is AnchorAlias alias)
        {
            var target = _anchors[alias.Value.Value];
            target.IsShared = true;
            return new SyntaxAlias(Index(alias.Start), Index(alias.End), target);
        }

        var begin = (NodeEvent)events.Current;
        SyntaxNode node = begin switch
        {
            MappingStart mapping => BuildCollection(mapping, isMapping: true, mapping.Style == MappingStyle.Flow, parentColumn),
            SequenceStart sequence => BuildCollection(sequence, isMapping: false, sequence.Style == SequenceStyle.Flow, parentColumn),
            _ => BuildScalar((Scalar)begin),
        };
        if (node.Anchor is { } name)
            _anchors[name] = node;
        return node;
    }

    private SyntaxScalar BuildScalar(Scalar scalar)
    {
        var start = Index(scalar.Start);
        var kind = scalar.Style == ScalarStyle.Plain ? CoreSchema.Resolve(scalar.Value) : ScalarKind.String;
        var value = new ScalarNode(default, scalar.Tag.IsEmpty ? kind : YamlTags.Scalar(scalar.Tag.Value) ?? kind, scalar.Value);
        return new(start, Trimmed(scalar), scalar.Style, value) { Anchor = Anchor(scalar), ContentStart = SkipProperties(start) };
    }

    /// <summary>The end of a scalar. Literal and folded ones would reach to the next value.</summary>
    private int Trimmed(Scalar scalar)
    {
        var end = Index(scalar.End);
        if (scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded))
            return end;
        while (end > Index(scalar.Start) && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }

    private SyntaxCollection BuildCollection(NodeEvent begin, bool isMapping, bool isFlow, int parentColumn)
    {
        // A mapping of one pair within a flow list, `[a: b]`, begins without a character of its own and has no mark.
        var isBare = isFlow && isMapping && begin.End.Index == 0 && parentColumn >= 0;
        events.MoveNext();
        var start = Index(isBare ? events.Current.Start : begin.Start);
        var collection = new SyntaxCollection(start, isMapping)
        {
            Anchor = Anchor(begin),
            ContentStart = SkipProperties(start),
            IsFlow = isFlow,
            IsBare = isBare,
            ParentColumn = parentColumn,
        };
        var next = collection.ContentStart + (isFlow && !isBare ? 1 : 0);
        for (; events.Current is not (MappingEnd or SequenceEnd); events.MoveNext())
        {
            var entry = BuildEntry(collection, next);
            collection.Add(entry, text.Column(entry.Start));
            next = entry.End;
        }

        collection.Close(isFlow && !isBare ? Index(events.Current.Start) + 1 : next);
        return collection;
    }

    /// <param name="collection">What it belongs to.</param>
    /// <param name="after">Where the entry before it ends.</param>
    private SyntaxEntry BuildEntry(SyntaxCollection collection, int after)
    {
        var start = text.SkipTrivia(after);
        if (collection.IsFlow && text[start] == ',')
            start = text.SkipTrivia(start + 1);
        var column = text.Column(start);
        var top = text.Top(start, collection.IsFlow ? after : 0);
        if (!collection.IsMapping)
            return new(start, collection.IsFlow ? start : start + 1, null, BuildNode(column)) { Top = top };

        var key = BuildNode(column);
        var scalar = (key is SyntaxAlias alias ? alias.Target : key) as SyntaxScalar
            ?? throw Unusual(start, "a mapping or a list is a key");
        var indicator = text.SkipTrivia(key.End);
        events.MoveNext();
        var value = BuildNode(column);
        return new(start, text[indicator] == ':' ? indicator + 1 : key.End, scalar.Text, value)
        {
            Top = top,
            IsMerge = scalar is { Style: ScalarStyle.Plain, Text: "<<" },
        };
    }

    private UnreadableException Unusual(int index, string what) =>
        new(EditingCodes.NotEditable, text.Position(index), $"this cannot be changed in place: {what}", "change the file by hand");

    /// <summary>Index behind anchor and tag.</summary>
    private int SkipProperties(int start)
    {
        var index = start;
        while (text[index] is '&' or '!')
        {
            while (index < text.Length && !char.IsWhiteSpace(text[index]))
                index++;
            index = text.SkipTrivia(index);
        }

        return index;
    }

    private static string? Anchor(NodeEvent begin) => begin.Anchor.IsEmpty ? null : begin.Anchor.Value;

    private static int Index(Mark mark) => (int)mark.Index;
}
