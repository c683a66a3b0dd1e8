namespace ProxyManager.Cli.Output;

/// <summary>The two outputs: standard output carries the answer, standard error the rest.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="colored">Colours and live lines are wanted on <paramref name="output"/>.</param>
/// <param name="live">Standard error is a terminal that progress may be drawn on.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, bool colored, bool live)
{
    /// <summary>The answer.</summary>
    public TextWriter Output => output;

    /// <summary>Everything else.</summary>
    public TextWriter Error => error;

    /// <summary>Progress may be drawn on standard error.</summary>
    public bool IsLive => live;

    /// <summary>The terminal of this process. <c>NO_COLOR</c> (https://no-color.org) and <c>TERM=dumb</c> turn colours and live lines off.</summary>
    /// <param name="noColor">The user said so.</param>
    public static Terminal OfProcess(bool noColor)
    {
        var plain = noColor
            || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("TERM") is "dumb";
        return new Terminal(Console.Out, Console.Error, !plain && !Console.IsOutputRedirected, !plain && !Console.IsErrorRedirected);
    }

    /// <summary>Paints a text for standard output.</summary>
    public string Paint(string text, Color color) => colored ? $"\e[{(int)color}m{text}\e[0m" : text;

    /// <summary>Paints blocks for standard output light on dark, whatever the terminal's own colours are.</summary>
    public string PaintOnBlack(string blocks) => colored ? $"\e[40;97m{blocks}\e[0m" : blocks;

    /// <summary>
    /// A text that comes from a host, such as a line of a file there, without what a terminal would obey: control characters but line feeds and
    /// tabs are shown as U+FFFD.
    /// </summary>
    public static string Plain(string text) => text.Any(IsObeyed)
        ? string.Create(text.Length, text, static (shown, given) =>
        {
            for (var i = 0; i < shown.Length; i++)
                shown[i] = IsObeyed(given[i]) ? '\uFFFD' : given[i];
        })
        : text;

    /// <summary>Asks a yes-or-no question; everything but <c>yes</c> or <c>y</c> is no, and so is the end of input.</summary>
    public bool Ask(string question)
    {
        error.Write($"{question} [y/N] ");
        error.Flush();
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static bool IsObeyed(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
