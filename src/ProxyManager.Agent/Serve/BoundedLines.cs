using System.Text;

namespace ProxyManager.Agent.Serve;

/// <summary>Reads lines of which no more is held than a limit: the other side may send one without an end.</summary>
/// <param name="input">Where they come from.</param>
/// <param name="maxLength">Longest line, in characters, without its line feed.</param>
internal sealed class BoundedLines(TextReader input, int maxLength)
{
    private readonly char[] _buffer = new char[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>A line was too long. What follows is not read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its line feed; null at the end of the input, and from a line on that is too long.</summary>
    public string? Read()
    {
        if (IsTooLong)
            return null;
        StringBuilder? line = null;
        while (_start < _end || Fill())
        {
            var pending = _buffer.AsSpan(_start, _end - _start);
            var feed = pending.IndexOf('\n');
            var part = feed < 0 ? pending : pending[..feed];
            _start += feed < 0 ? part.Length : feed + 1;
            line ??= new StringBuilder();
            if (line.Length + part.Length > maxLength)
            {
                IsTooLong = true;
                return null;
            }

            line.Append(part);
            if (feed >= 0)
                break;
        }

        return line?.ToString();
    }

    private bool Fill()
    {
        _start = 0;
        _end = input.Read(_buffer);
        return _end > 0;
    }
}
