using System.Text.RegularExpressions;
using ProxyManager.Inventory;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ProxyManager.Formats.Yaml;

/// <summary>The events of a file, one after the other; what the parser refuses becomes a diagnostic.</summary>
internal sealed partial class YamlEvents
{
    private readonly string _path;
    private readonly string _text;
    private readonly Parser _parser;

    public YamlEvents(string path, string text)
    {
        _path = path;
        _text = text;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The event that was read last.</summary>
    public ParsingEvent Current => _parser.Current!;

    /// <summary>Reads the next event; false at the end.</summary>
    /// <exception cref="UnreadableException">The text is not YAML.</exception>
    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (YamlException e)
        {
            // The parser does not say where a tab is that it refuses.
            var isAboutTab = e.Start.Index == 0 && e.Message.Contains(" tab ", StringComparison.Ordinal);
            throw SyntaxError((isAboutTab ? FindTab() : null) ?? e.Start, e.End, e.Message);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException)
        {
            // Escapes and numbers that no text can hold reach the base library from inside the parser.
            var at = _parser.Current?.End ?? Mark.Empty;
            throw SyntaxError(at, at, "a value cannot be represented");
        }
    }

    /// <summary>Where an event begins.</summary>
    public SourcePosition Position(ParsingEvent parsed) => Position(parsed.Start);

    private SourcePosition Position(Mark mark) => new(_path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private UnreadableException SyntaxError(Mark start, Mark end, string message)
    {
        var address = FindAddress(start.Line) ?? FindAddress(end.Line);
        return new(
            StructureCodes.Syntax,
            Position(start),
            "this is not valid YAML: " + char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.'),
            address is null ? null : $"the IPv6 address in this line reads as something else: quote it (\"{address}\")");
    }

    /// <summary>The next line that is indented with a tab; null when there is none.</summary>
    private Mark? FindTab()
    {
        var from = (int)(_parser.Current?.End.Index ?? 0);
        if (IndentingTab().Match(_text, from) is not { Success: true } found)
            return null;
        var index = found.Index + found.Length - 1;
        return new Mark(index, _text.AsSpan(0, index).Count('\n') + 1, found.Length);
    }

    private string? FindAddress(long line)
    {
        var text = _text.Split('\n').ElementAtOrDefault((int)line - 1);
        return text is not null && UnquotedAddress().Match(text) is { Success: true } match ? match.Value : null;
    }

    [GeneratedRegex("^ *\t", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex IndentingTab();

    /// <summary>An address with <c>::</c>, or one in brackets before a port, that no quote precedes.</summary>
    [GeneratedRegex("""(?<![\w:"'\[])(\[[0-9A-Fa-f:.]*::[0-9A-Fa-f:.]*\](:[0-9]+)?|[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*(/[0-9]+)?)""", RegexOptions.CultureInvariant)]
    private static partial Regex UnquotedAddress();
}
