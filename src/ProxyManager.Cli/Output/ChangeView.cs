using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>Shows differences.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class ChangeView(Terminal terminal)
{
    /// <summary>Writes one change with its lines.</summary>
    public void Write(Change change)
    {
        var (sign, color) = (change.Drift, change.Action) switch
        {
            (true, _) => ('!', Color.Yellow),
            (_, ChangeAction.Create) => ('+', Color.Green),
            (_, ChangeAction.Remove) => ('-', Color.Red),
            _ => ('~', Color.Cyan),
        };
        terminal.Output.WriteLine("  " + terminal.Paint(Terminal.Plain($"{sign} {change.Kind,-14} {change.Name}"), color));
        foreach (var line in change.Lines)
            terminal.Output.WriteLine("      " + Paint(Terminal.Plain(line)));
    }

    private string Paint(string line) => line switch
    {
        ['+', ..] => terminal.Paint(line, Color.Green),
        ['-', ..] => terminal.Paint(line, Color.Red),
        _ => line,
    };
}
