using ProxyManager.Control;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>Shows the states of hosts as a table.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="clock">The time.</param>
internal sealed class StatusView(Terminal terminal, TimeProvider clock)
{
    public void Write(IReadOnlyList<HostResult> results)
    {
        var sorted = results.OrderBy(r => r.Host, StringComparer.Ordinal).ToList();
        new TableView(terminal, "Host", "State", "Edge", "Peers", "Upstreams", "Last run", "Drift (24 h)", "Generation").Write(sorted.Select(Row));
        foreach (var result in sorted)
        {
            foreach (var remark in Remarks(result.Status))
                terminal.Output.WriteLine(Terminal.Plain($"{result.Host}: {remark}"));
        }
    }

    private string[] Row(HostResult result) => result.Status is { } status
        ?
        [
            result.Host,
            Word(status.State),
            Terminal.Plain(status.Edge ?? "-"),
            $"{status.PeersUp}/{status.PeersTotal}",
            UpstreamText.Count(status.Upstreams) ?? "-",
            status.LastRun is { } at ? $"{Age(clock.GetUtcNow() - at)} ago" : "never",
            $"{status.DriftLast24Hours}",
            status.Generation > 0 ? HostView.Moment(status.Generation) : "-",
        ]
        : [result.Host, "unknown", "-", "-", "-", "-", "-", "-"];

    private static IEnumerable<string> Remarks(HostStatus? status)
    {
        if (status?.Pending is { } pending)
            yield return $"waiting for confirmation until {Rfc3339.Seconds(pending.Until)}: 'pm confirm' keeps generation {HostView.Moment(pending.Generation)}";
        if (status?.Pause is { } pause)
            yield return $"paused until {Rfc3339.Seconds(pause.Until)} by {pause.By}: {pause.Why}";
        foreach (var down in UpstreamText.Down(status?.Upstreams))
            yield return down;
    }

    private static string Word(HostState state) => state switch
    {
        HostState.InOrder => "in order",
        HostState.Drifted => "drift",
        HostState.New => "new",
        HostState.AwaitingConfirmation => "unconfirmed",
        HostState.RolledBack => "rolled back",
        HostState.Broken => "broken",
        HostState.Unchanged => "unchanged",
        HostState.Changing => "changing",
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
