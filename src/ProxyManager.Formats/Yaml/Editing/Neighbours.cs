using ProxyManager.Inventory;
using YamlDotNet.Core;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>What stands in similar places, the nearest first: how they are written is how something new is.</summary>
internal sealed class Neighbours
{
    // The nearest decide; looking at all of a large fleet for each new item would be quadratic.
    private const int Most = 8;

    private readonly IReadOnlyList<SyntaxNode> _nodes;

    public Neighbours(IEnumerable<SyntaxNode> nodes) => _nodes = [.. nodes.Select(n => n is SyntaxAlias alias ? alias.Target : n).Take(Most)];

    public static Neighbours None { get; } = new([]);

    /// <summary>The nearest mapping or list with something in it; null without one.</summary>
    public SyntaxCollection? Collection(bool isMapping) => _nodes.OfType<SyntaxCollection>().FirstOrDefault(c => c.IsMapping == isMapping && c.Entries.Count > 0 && !c.IsBare);

    /// <summary>How a string is to be quoted: as the nearest that could do without quotes; where the string cannot, as the nearest that is quoted.</summary>
    public ScalarStyle Quotes(string text)
    {
        var strings = _nodes.OfType<SyntaxScalar>().Where(s => s.Value is ScalarNode { Kind: ScalarKind.String });
        var style = strings.FirstOrDefault(s => ScalarText.IsPlain(s.Text))?.Style;
        return style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? style.Value
            : ScalarText.IsPlain(text) ? ScalarStyle.Plain
            : strings.Select(s => s.Style).FirstOrDefault(s => s is ScalarStyle.SingleQuoted, ScalarStyle.DoubleQuoted);
    }

    /// <summary>What they have below a key; the items of lists where there is none.</summary>
    public Neighbours Below(string? key) => new(_nodes
        .OfType<SyntaxCollection>()
        .SelectMany(c => key is null ? c.Entries.Where(_ => !c.IsMapping) : c.Entries.Where(e => e.Name == key))
        .Select(e => e.Value));

    public Neighbours Then(Neighbours others) => new(_nodes.Concat(others._nodes));
}
