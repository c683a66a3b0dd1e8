using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>A file's text, and what lies between its values.</summary>
internal sealed class SourceText(string path, string text)
{
    public int Length => text.Length;

    /// <summary>A character; NUL behind the end.</summary>
    public char this[int index] => index < text.Length ? text[index] : '\0';

    /// <summary>Index of the first character that ends a line for YAML (1.1, 5.4) and is neither LF nor a CR before one; null when there is none.</summary>
    public int? OddLineBreak()
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && this[i + 1] != '\n'))
                return i;
        }

        return null;
    }

    public ReadOnlySpan<char> Slice(int start, int end) => text.AsSpan(start, end - start);

    /// <summary>Index of the first character that is neither white space nor in a comment.</summary>
    public int SkipTrivia(int index)
    {
        while (index < text.Length)
        {
            if (text[index] == '#') // no value begins with one
                index = LineEnd(index);
            else if (char.IsWhiteSpace(text[index]))
                index++;
            else
                break;
        }

        return index;
    }

    /// <summary>Index of the first character that is not white space.</summary>
    public int SkipBlank(int index)
    {
        while (char.IsWhiteSpace(this[index]))
            index++;
        return index;
    }

    /// <summary>Index of the first character of a line.</summary>
    public int LineStart(int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    /// <summary>Index of a line's end, before its line break.</summary>
    public int LineEnd(int index)
    {
        var feed = text.IndexOf('\n', index);
        if (feed < 0)
            return text.Length;
        return feed > index && text[feed - 1] == '\r' ? feed - 1 : feed;
    }

    /// <summary>Index of the next line's first character, or the end of the text.</summary>
    public int NextLine(int index)
    {
        var feed = text.IndexOf('\n', index);
        return feed < 0 ? text.Length : feed + 1;
    }

    /// <summary>Characters before this one in its line.</summary>
    public int Column(int index) => index - LineStart(index);

    /// <summary>The place of an index, as users count.</summary>
    public SourcePosition Position(int index) => new(path, text.AsSpan(0, index).Count('\n') + 1, Column(index) + 1);

    /// <summary>Nothing but white space stands before this in its line.</summary>
    public bool BeginsLine(int index) => text.AsSpan(LineStart(index), Column(index)).IsWhiteSpace();

    /// <summary>Nothing but white space and a comment follows this in its line.</summary>
    public bool EndsLine(int index) => SkipTrivia(index) >= LineEnd(index);

    /// <summary>Between two indices there is a line with nothing but white space.</summary>
    public bool HasBlankLine(int start, int end)
    {
        for (var line = NextLine(start); line < end; line = NextLine(line))
        {
            if (IsBlankLine(line))
                return true;
        }

        return false;
    }

    /// <summary>The line break that the lines around an index have; that of the file's first line where the index is on its only line.</summary>
    public string LineBreak(int index)
    {
        var feed = index > 0 ? text.LastIndexOf('\n', index - 1) : -1;
        if (feed < 0)
            feed = text.IndexOf('\n');
        return feed > 0 && text[feed - 1] == '\r' ? "\r\n" : "\n";
    }

    /// <summary>
    /// Index behind the lines of something that ends at an index: the rest of its last line, and the comments below it that are indented more
    /// than it is.
    /// </summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="column">Its column.</param>
    public int Extent(int end, int column)
    {
        var extent = NextLine(end);
        for (var line = extent; line < text.Length; line = NextLine(line))
        {
            if (IsBlankLine(line))
                continue;
            var content = line;
            while (this[content] == ' ')
                content++;
            if (this[content] != '#' || content - line <= column)
                break;
            extent = NextLine(line);
        }

        return extent;
    }

    /// <summary>Index of the comment lines directly above something and in its column, or of its line; the index itself where other things stand before it in its line.</summary>
    /// <param name="index">Where it begins.</param>
    /// <param name="after">Where what comes before it ends: a line of a string can look like a comment.</param>
    public int Top(int index, int after)
    {
        if (!BeginsLine(index))
            return index;
        var (top, column) = (LineStart(index), Column(index));
        while (top > after)
        {
            var above = LineStart(top - 1);
            if (above < after || this[above + column] != '#' || !BeginsLine(above + column))
                break;
            top = above;
        }

        return top;
    }

    private bool IsBlankLine(int index) => text.AsSpan(LineStart(index)..LineEnd(index)).IsWhiteSpace();
}
