using ProxyManager.Inventory;
using YamlDotNet.Core;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>Writes new values in the style of their neighbours.</summary>
/// <param name="text">The text that they are for.</param>
/// <param name="indent">Columns that a block is indented by where no neighbour says so.</param>
/// <param name="isJson">The text is JSON and stays it: all keys and strings are in double quotes.</param>
internal sealed class NodeWriter(SourceText text, int indent, bool isJson)
{
    /// <summary>A key with its value, or an item of a list.</summary>
    /// <param name="name">The key; null in a list.</param>
    /// <param name="value">The value.</param>
    /// <param name="near">What stands in the value's place elsewhere.</param>
    /// <param name="column">The entry's column; null in braces or brackets, where everything is written on one line.</param>
    /// <param name="lineBreak">The line break of the lines around it.</param>
    /// <param name="valueColumn">The column at which the values of its neighbours are aligned; 0 where they are not.</param>
    public string Entry(string? name, InventoryNode value, Neighbours near, int? column, string lineBreak, int valueColumn = 0)
    {
        if (column is not { } at)
            return (name is null ? "" : Key(name) + ": ") + Inline(value, near);
        var lead = name is null ? "-" : Key(name) + ":";
        return lead + Value(value, near, at, lineBreak, isItem: name is null, valueColumn - at - lead.Length);
    }

    /// <summary>What follows a key in a line of its own: the value behind it, or the lines below it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="near">What stands in its place elsewhere.</param>
    /// <param name="column">Column of the key.</param>
    /// <param name="lineBreak">The line break of the lines around it.</param>
    /// <param name="isItem">It follows the <c>-</c> of a list instead of a key.</param>
    /// <param name="space">Blanks before a value on the key's line, at least one.</param>
    public string Value(InventoryNode value, Neighbours near, int column, string lineBreak, bool isItem = false, int space = 1)
    {
        if (!IsBlock(value, near))
            return new string(' ', Math.Max(1, space)) + Inline(value, near);
        var below = isItem ? column + 2 : column + Indent(near.Collection(value is MappingNode));
        return (isItem ? " " : lineBreak + new string(' ', below)) + Lines(value, near, below, lineBreak);
    }

    /// <summary>A mapping or list in lines of its own, from its first character on.</summary>
    /// <param name="value">The value.</param>
    /// <param name="near">What stands in its place elsewhere.</param>
    /// <param name="column">The column of its entries.</param>
    /// <param name="lineBreak">The line break of the lines around it.</param>
    public string Lines(InventoryNode value, Neighbours near, int column, string lineBreak) =>
        string.Join(lineBreak + new string(' ', column), Entries(value).Select(e => Entry(e.Name, e.Value, near.Below(e.Name), column, lineBreak)));

    /// <summary>Whether a value is to stand in lines of its own.</summary>
    public static bool IsBlock(InventoryNode value, Neighbours near) =>
        Entries(value).Any()
        && (near.Collection(value is MappingNode) is { } model ? !model.IsFlow : Entries(value).Any(e => e.Value is MappingNode { Entries.Count: > 0 }));

    /// <summary>A value on one line, such that it can stand in braces and brackets.</summary>
    public string Inline(InventoryNode value, Neighbours near)
    {
        if (value is ScalarNode scalar)
            return ScalarText.Write(scalar, isJson ? ScalarStyle.DoubleQuoted : near.Quotes(scalar.Text));
        var isMapping = value is MappingNode;
        var entries = string.Join(", ", Entries(value).Select(e => Entry(e.Name, e.Value, near.Below(e.Name), column: null, "")));
        var padding = entries.Length > 0 && IsPadded(near.Collection(isMapping), isMapping) ? " " : "";
        return isMapping ? $"{{{padding}{entries}{padding}}}" : $"[{padding}{entries}{padding}]";
    }

    /// <summary>Keys with their values, or the items of a list; nothing for a scalar.</summary>
    public static IEnumerable<(string? Name, InventoryNode Value)> Entries(InventoryNode value) => value switch
    {
        MappingNode mapping => mapping.Entries.Select(e => ((string?)e.Key, e.Value)),
        SequenceNode sequence => sequence.Items.Select(i => ((string?)null, i)),
        _ => [],
    };

    private string Key(string name) => isJson ? ScalarText.DoubleQuoted(name) : ScalarText.Key(name);

    private int Indent(SyntaxCollection? model) => model is { IsFlow: false, ParentColumn: >= 0 } ? model.Column - model.ParentColumn : indent;

    private bool IsPadded(SyntaxCollection? model, bool isMapping) =>
        model is { IsFlow: true } ? char.IsWhiteSpace(text[model.ContentStart + 1]) : isMapping;
}
