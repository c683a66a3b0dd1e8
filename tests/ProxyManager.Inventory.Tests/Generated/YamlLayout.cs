using System.Text;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Tests.Generated;

/// <summary>Writes values as YAML in one of the many ways in which people do: block or flow, quoted or plain, with comments, any line end, a byte order mark.</summary>
internal sealed partial class YamlLayout(Random random)
{
    private readonly StringBuilder _text = new();

    public byte[] Write(MappingNode root)
    {
        Block(root, 0);
        var text = random.Next(2) == 0 ? _text.ToString() : _text.Replace("\n", "\r\n").ToString();
        return Encoding.UTF8.GetBytes((random.Next(2) == 0 ? "\uFEFF" : "") + text);
    }

    private void Block(InventoryNode node, int indent)
    {
        if (node is MappingNode mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                _text.Append(' ', indent).Append(Scalar(entry.Key)).Append(':').Append(' ', random.Next(3));
                Value(entry.Value, indent + 1 + random.Next(4));
            }
        }
        else
        {
            foreach (var item in ((SequenceNode)node).Items)
            {
                _text.Append(' ', indent).Append("- ").Append(Flow(item));
                EndLine();
            }
        }
    }

    /// <summary>The value of a key: behind it, or in the lines below it.</summary>
    private void Value(InventoryNode node, int indent)
    {
        var isEmpty = node is MappingNode { Entries.Count: 0 } or SequenceNode { Items.Count: 0 };
        if (node is ScalarNode || isEmpty || random.Next(2) == 0)
        {
            _text.Append(' ').Append(Flow(node));
            EndLine();
            return;
        }

        EndLine();
        Block(node, indent);
    }

    private void EndLine()
    {
        if (random.Next(4) == 0)
            _text.Append("  # a: { comment");
        _text.Append(random.Next(6) == 0 ? "\n\n" : "\n");
    }

    private string Flow(InventoryNode node) => node switch
    {
        MappingNode mapping => "{" + string.Join(", ", mapping.Entries.Select(e => $" {Scalar(e.Key)}: {Flow(e.Value)}")) + " }",
        SequenceNode sequence => "[" + string.Join(", ", sequence.Items.Select(Flow)) + "]",
        ScalarNode { Kind: ScalarKind.String } scalar => Scalar(scalar.Text),
        _ => ((ScalarNode)node).Text,
    };

    private string Scalar(string text) => random.Next(3) switch
    {
        0 when Plain().IsMatch(text) => text,
        1 => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
    };

    /// <summary>Texts that need no quotes anywhere; fewer than there are. Words that have another type need them.</summary>
    [GeneratedRegex("^(?!(?i:true|false|null)$)[A-Za-z][A-Za-z0-9./_@-]*$")]
    private static partial Regex Plain();
}
