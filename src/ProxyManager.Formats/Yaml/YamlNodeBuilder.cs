using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProxyManager.Formats.Yaml;

/// <summary>Builds nodes from the events of one file. Aliases share what they stand for, so that memory follows the text, not what it expands to.</summary>
internal sealed class YamlNodeBuilder(YamlEvents events, ICollection<Diagnostic> diagnostics)
{
    private readonly Dictionary<string, BuiltNode> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private long _nodes;

    /// <summary>Builds the node that the next event begins.</summary>
    /// <exception cref="UnreadableException">What follows cannot be trusted.</exception>
    public InventoryNode Build()
    {
        events.MoveNext();
        return BuildNode(0).Node;
    }

    /// <summary>Builds the node that the current event begins.</summary>
    private BuiltNode BuildNode(int depth)
    {
        if (events.Current is AnchorAlias alias)
            return Resolve(alias, depth);

        if (events.Current is not NodeEvent begin)
            throw new UnreadableException(StructureCodes.Syntax, events.Position(events.Current), "this is not valid YAML: a value is missing");

        if (depth >= ReadingLimits.Depth && begin is not Scalar)
            throw TooDeep(begin);
        Count(1);
        var anchor = begin.Anchor.IsEmpty ? null : begin.Anchor.Value;
        var opened = anchor is not null && _open.Add(anchor);
        var built = begin switch
        {
            MappingStart mapping => BuildMapping(mapping, depth),
            SequenceStart sequence => BuildSequence(sequence, depth),
            _ => BuildScalar((Scalar)begin),
        };
        if (anchor is not null)
            _anchors[anchor] = built;
        if (opened)
            _open.Remove(anchor!);
        return built;
    }

    private BuiltNode Resolve(AnchorAlias alias, int depth)
    {
        var name = alias.Value.Value;
        if (_open.Contains(name))
            throw new UnreadableException(StructureCodes.AliasToItself, events.Position(alias), $"'*{name}' stands within what it stands for");
        if (!_anchors.TryGetValue(name, out var anchored))
            throw new UnreadableException(StructureCodes.UnknownAnchor, events.Position(alias), $"there is no anchor '&{name}' before this alias");
        if (depth + anchored.Depth > ReadingLimits.Depth)
            throw TooDeep(alias);
        Count(anchored.Nodes);
        return anchored;
    }

    private BuiltNode BuildMapping(MappingStart begin, int depth)
    {
        CheckTag(begin, YamlTags.Mapping);
        var position = events.Position(begin);
        var entries = new YamlMappingEntries(diagnostics);
        var (nodes, deepest) = (1, 0);
        while (events.MoveNext() && events.Current is not MappingEnd)
        {
            var keyEvent = events.Current;

            // A mapping of one pair within a flow sequence, `[a: b]`, begins without a character of its own and has no mark.
            if (deepest == 0 && nodes == 1 && begin is { Style: MappingStyle.Flow, End.Index: 0 })
                position = events.Position(keyEvent);
            var key = BuildNode(depth + 1);
            events.MoveNext();
            var value = BuildNode(depth + 1);
            nodes += value.Nodes;
            deepest = Math.Max(deepest, value.Depth);
            entries.Add(key.Node, events.Position(keyEvent), value.Node, merge: keyEvent is Scalar { Style: ScalarStyle.Plain, Value: "<<", Tag.IsEmpty: true });
        }

        return new(new MappingNode(position, entries.ToList()), nodes, deepest + 1);
    }

    private BuiltNode BuildSequence(SequenceStart begin, int depth)
    {
        CheckTag(begin, YamlTags.Sequence);
        var items = new List<InventoryNode>();
        var (nodes, deepest) = (1, 0);
        while (events.MoveNext() && events.Current is not SequenceEnd)
        {
            var item = BuildNode(depth + 1);
            nodes += item.Nodes;
            deepest = Math.Max(deepest, item.Depth);
            items.Add(item.Node);
        }

        return new(new SequenceNode(events.Position(begin), items), nodes, deepest + 1);
    }

    private BuiltNode BuildScalar(Scalar scalar)
    {
        var position = events.Position(scalar);
        if (scalar.Value.Length > ReadingLimits.ScalarLength)
            throw new UnreadableException(StructureCodes.ScalarTooLong, position, $"this value is longer than {ReadingLimits.ScalarLength:N0} characters");
        return new(new ScalarNode(position, Kind(scalar, position), scalar.Value), 1, 0);
    }

    private ScalarKind Kind(Scalar scalar, SourcePosition position)
    {
        var resolved = scalar.Style == ScalarStyle.Plain ? CoreSchema.Resolve(scalar.Value) : ScalarKind.String;
        if (scalar.Tag.IsEmpty)
            return resolved;
        var tagged = YamlTags.Scalar(scalar.Tag.Value);
        if (tagged is null)
            diagnostics.Add(UnknownTag(scalar, position));
        else if (tagged != ScalarKind.String && tagged != CoreSchema.Resolve(scalar.Value))
            diagnostics.Add(new(StructureCodes.UnknownTag, DiagnosticSeverity.Error, position, "the value is not what its tag says it is"));
        return tagged ?? resolved;
    }

    private void CheckTag(NodeEvent begin, string own)
    {
        if (!begin.Tag.IsEmpty && begin.Tag.Value != own && begin.Tag.Value != YamlTags.NonSpecific)
            diagnostics.Add(UnknownTag(begin, events.Position(begin)));
    }

    private static Diagnostic UnknownTag(NodeEvent tagged, SourcePosition position) => new(
        StructureCodes.UnknownTag, DiagnosticSeverity.Error, position, $"the tag '{tagged.Tag.Value}' is not known here", "leave it out");

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > ReadingLimits.Nodes)
            throw new UnreadableException(StructureCodes.TooManyNodes, events.Position(events.Current), $"there are more than {ReadingLimits.Nodes:N0} values after the aliases are resolved");
    }

    private UnreadableException TooDeep(ParsingEvent at) =>
        new(StructureCodes.TooDeep, events.Position(at), $"mappings and lists stand more than {ReadingLimits.Depth} deep within each other");
}
