using ProxyManager.Control;

namespace ProxyManager.Cli.Output;

/// <summary>Shows the ways of routes: a line each, and for those that are broken all of their steps.</summary>
internal sealed class ConnectionView(Terminal terminal)
{
    private static readonly int StepWidth = "handshake".Length;

    public void Write(ConnectionReport report)
    {
        var width = report.Connections.Max(c => c.Route.Length);
        foreach (var connection in report.Connections)
            Write(connection, width);
        new HostView(terminal).WriteFailures(report.Unasked);
    }

    private void Write(ConnectionResult connection, int width)
    {
        var way = $"{terminal.Paint(connection.Route.PadRight(width), Color.Bold)}  {connection.Gateway} → {connection.Target}  ";
        var steps = connection.Steps.Where(s => connection.BreaksAt is not null || s.Outcome is StepOutcome.Warning || (!connection.Works && s.Outcome == StepOutcome.Unknown));
        terminal.Output.WriteLine(way + (connection.BreaksAt is { } at ? terminal.Paint($"breaks at {at.Name}", Color.Red)
            : connection.Works ? terminal.Paint("works", Color.Green)
            : terminal.Paint("not known", Color.Yellow)));
        foreach (var step in steps)
        {
            terminal.Output.WriteLine($"  {Mark(step.Outcome)} {step.Name.PadRight(StepWidth)}  {Terminal.Plain(step.Message)}");
            if (step.Advice is { } advice && step.Outcome is StepOutcome.Failed or StepOutcome.Warning)
                terminal.Output.WriteLine($"    {new string(' ', StepWidth)}  next: {advice}");
        }
    }

    private string Mark(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Passed => terminal.Paint("+", Color.Green),
        StepOutcome.Failed => terminal.Paint("-", Color.Red),
        StepOutcome.Warning => terminal.Paint("!", Color.Yellow),
        _ => terminal.Paint("?", Color.Dim),
    };
}
