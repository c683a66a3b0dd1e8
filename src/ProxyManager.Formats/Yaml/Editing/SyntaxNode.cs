using ProxyManager.Inventory;
using YamlDotNet.Core;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>A value as it is written, with its place in the text. Unlike an <see cref="InventoryNode"/> it knows aliases, merge keys and styles.</summary>
/// <param name="start">Index of its first character; of its anchor or tag where it has one.</param>
internal abstract class SyntaxNode(int start)
{
    private InventoryNode? _value;

    public int Start => start;

    /// <summary>Index of the first character behind it.</summary>
    public int End { get; protected set; }

    /// <summary>Index behind its anchor and tag.</summary>
    public int ContentStart { get; init; }

    /// <summary>Its anchor; null without one.</summary>
    public string? Anchor { get; init; }

    /// <summary>An alias stands for it.</summary>
    public bool IsShared { get; set; }

    /// <summary>What it says, aliases and merge keys resolved.</summary>
    public InventoryNode Value => _value ??= Resolve();

    protected abstract InventoryNode Resolve();
}

/// <summary>A scalar.</summary>
internal sealed class SyntaxScalar : SyntaxNode
{
    private readonly ScalarNode _scalar;

    public SyntaxScalar(int start, int end, ScalarStyle style, ScalarNode scalar)
        : base(start) => (End, Style, _scalar) = (end, style, scalar);

    public ScalarStyle Style { get; }

    public string Text => _scalar.Text;

    protected override InventoryNode Resolve() => _scalar;
}

/// <summary>An alias, such as <c>*name</c>.</summary>
internal sealed class SyntaxAlias : SyntaxNode
{
    public SyntaxAlias(int start, int end, SyntaxNode target)
        : base(start) => (End, Target, ContentStart) = (end, target, start);

    public SyntaxNode Target { get; }

    protected override InventoryNode Resolve() => Target.Value;
}

/// <summary>A mapping or a list.</summary>
internal sealed class SyntaxCollection(int start, bool isMapping) : SyntaxNode(start)
{
    public bool IsMapping => isMapping;

    /// <summary>In braces or brackets; else its entries stand in lines of their own.</summary>
    public required bool IsFlow { get; init; }

    /// <summary>A mapping of one pair in a flow list, without braces: <c>[a: b]</c>.</summary>
    public required bool IsBare { get; init; }

    /// <summary>Column of the entry that it is the value of, from 0; -1 for the file's mapping.</summary>
    public required int ParentColumn { get; init; }

    /// <summary>Column of its first entry, from 0.</summary>
    public int Column { get; private set; }

    public List<SyntaxEntry> Entries { get; } = [];

    /// <summary>The entry of a key of its own; null when there is none.</summary>
    public SyntaxEntry? this[string key] => Entries.Find(e => e.Name == key && !e.IsMerge);

    public void Add(SyntaxEntry entry, int column)
    {
        if (Entries.Count == 0)
            Column = column;
        Entries.Add(entry);
    }

    public void Close(int end) => End = end;

    /// <summary>The value that its merge keys give a key; null without one.</summary>
    public InventoryNode? Inherited(string key) => Merged().Select(m => m[key]?.Value).FirstOrDefault(v => v is not null);

    /// <summary>The mappings that it merges, those that win first.</summary>
    public IEnumerable<MappingNode> Merged() => Entries
        .Where(e => e.IsMerge)
        .SelectMany(e => e.Value.Value is SequenceNode sequence ? sequence.Items : [e.Value.Value])
        .OfType<MappingNode>();

    protected override InventoryNode Resolve()
    {
        if (!isMapping)
            return new SequenceNode(default, [.. Entries.Select(e => e.Value.Value)]);
        var own = Entries.Where(e => !e.IsMerge).Select(e => new MappingEntry(e.Name!, default, e.Value.Value)).ToList();
        var names = own.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        return new MappingNode(default, [.. own, .. Merged().SelectMany(m => m.Entries).Where(e => names.Add(e.Key))]);
    }
}

/// <summary>A key with its value, or an item of a list.</summary>
/// <param name="Start">Index of its first character: of the key, or of the <c>-</c> or <c>?</c> before it.</param>
/// <param name="Indicator">Index behind the <c>:</c> or <c>-</c> that leads to the value.</param>
/// <param name="Name">The key; null in a list.</param>
/// <param name="Value">The value.</param>
internal sealed record SyntaxEntry(int Start, int Indicator, string? Name, SyntaxNode Value)
{
    public int End => Math.Max(Indicator, Value.End);

    /// <summary>Index of the comments directly above it, or of its line; in the middle of a line that of its first character.</summary>
    public required int Top { get; init; }

    /// <summary>The merge key.</summary>
    public bool IsMerge { get; init; }
}
