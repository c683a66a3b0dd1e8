namespace ProxyManager.Cli.Output;

/// <summary>Shows rows in columns, for people on a terminal and in a pipe alike.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="head">Names of the columns.</param>
internal sealed class TableView(Terminal terminal, params string[] head)
{
    public void Write(IEnumerable<string[]> rows)
    {
        var lines = rows.Prepend(head).ToList();
        var widths = head.Select((_, i) => lines.Max(l => l[i].Length)).ToList();
        foreach (var cells in lines)
        {
            var line = string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
            terminal.Output.WriteLine(ReferenceEquals(cells, head) ? terminal.Paint(line, Color.Bold) : line);
        }
    }
}
