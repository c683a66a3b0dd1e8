using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>Shows the states of hosts as a table: columns for people on a terminal and in a pipe alike.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="clock">The time.</param>
internal sealed class StatusView(Terminal terminal, TimeProvider clock)
{
    private static readonly string[] Head = ["Host", "State", "Edge", "Peers", "Last run", "Drift (24 h)", "Generation"];

    public void Write(IReadOnlyList<HostResult> results)
    {
        var rows = results.OrderBy(r => r.Host, StringComparer.Ordinal).Select(Row).Prepend(Head).ToList();
        var widths = Enumerable.Range(0, Head.Length).Select(i => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
            terminal.Output.WriteLine(ReferenceEquals(row, Head) ? terminal.Paint(line, Color.Bold) : line);
        }
    }

    private string[] Row(HostResult result) => result.Status is { } status
        ?
        [
            result.Host,
            Word(status.State),
            Terminal.Plain(status.Edge ?? "-"),
            $"{status.PeersUp}/{status.PeersTotal}",
            status.LastRun is { } at ? $"{Age(clock.GetUtcNow() - at)} ago" : "never",
            $"{status.DriftLast24Hours}",
            status.Generation > 0 ? HostView.Moment(status.Generation) : "-",
        ]
        : [result.Host, "unknown", "-", "-", "-", "-", "-"];

    private static string Word(HostState state) => state switch
    {
        HostState.InOrder => "in order",
        HostState.Drifted => "drift",
        HostState.New => "new",
        HostState.AwaitingConfirmation => "unconfirmed",
        HostState.RolledBack => "rolled back",
        HostState.Broken => "broken",
        HostState.Unchanged => "unchanged",
        _ => "unknown",
    };

    private static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 } => $"{Math.Max(0, age.TotalSeconds):0} s",
        { TotalMinutes: < 120 } => $"{age.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{age.TotalHours:0} h",
        _ => $"{age.TotalDays:0} d",
    };
}
