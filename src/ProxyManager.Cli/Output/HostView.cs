using System.Globalization;
using ProxyManager.Control;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>Shows results host by host, and what they come to.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class HostView(Terminal terminal)
{
    private readonly ChangeView _changes = new(terminal);

    /// <summary>A host that was compared: what differs, line by line.</summary>
    public void WriteComparison(HostResult result)
    {
        var drift = result.Changes.Count(c => c.Drift);
        var text = result.Verdict switch
        {
            HostVerdict.InOrder => terminal.Paint("in order", Color.Green),
            HostVerdict.Unknown => terminal.Paint("unknown", Color.Red),
            HostVerdict.Failed => terminal.Paint("failed", Color.Red),
            HostVerdict.Interrupted => "not compared: interrupted",
            _ when drift == result.Changes.Count && drift > 0 => terminal.Paint($"{drift} drift", Color.Yellow) + " (someone changed the host since the last apply)",
            _ when drift > 0 => $"{Count(result.Changes.Count, "change")}, {drift} of them drift",
            _ => Count(result.Changes.Count, "change"),
        };
        terminal.Output.WriteLine($"{terminal.Paint(result.Host, Color.Bold)}  {text}");
        foreach (var change in result.Changes)
            _changes.Write(change);
        WriteRemarks(result);
    }

    /// <summary>A host that was changed, in one line.</summary>
    public void WriteOutcome(HostResult result)
    {
        var drift = result.Changes.Count(c => c.Drift);
        var done = string.Concat(
            result.Changes.Count - drift is > 0 and var applied ? $" · applied {applied}" : "",
            drift > 0 ? $" · repaired {drift}" : "");
        var text = result.Verdict switch
        {
            HostVerdict.InOrder => terminal.Paint("in order", Color.Green),
            HostVerdict.Applied when result.ConfirmUntil is { } until =>
                $"checked{done} · {terminal.Paint($"undone unless 'pm confirm' comes before {Rfc3339.Seconds(until)}", Color.Yellow)}",
            HostVerdict.Applied when result.Changes.Count > 0 => $"checked{done} · {terminal.Paint("confirmed", Color.Green)}",
            HostVerdict.Applied => terminal.Paint("done", Color.Green),
            HostVerdict.RolledBack => $"checked{done} · {terminal.Paint("ROLLED BACK", Color.Red)}{To(result.Generation)}",
            HostVerdict.Refused => terminal.Paint("refused", Color.Yellow),
            HostVerdict.Interrupted => "not begun: interrupted",
            HostVerdict.Unknown => terminal.Paint("unknown", Color.Red),
            _ => terminal.Paint("failed", Color.Red),
        };
        var generation = result is { Verdict: HostVerdict.Applied, Generation: > 0 } ? $"   generation {Moment(result.Generation)}" : "";
        terminal.Output.WriteLine($"{terminal.Paint(result.Host, Color.Bold)}  {text}{generation}   {Seconds(result.Elapsed)}");
        foreach (var line in result.Done)
            terminal.Output.WriteLine("    " + Terminal.Plain(line));
        WriteRemarks(result);
    }

    /// <summary>The failures again, at the end: which host, what state it is in, what to do.</summary>
    public void WriteFailures(IReadOnlyList<HostResult> results)
    {
        var failed = results.Where(r => r.Verdict is HostVerdict.Failed or HostVerdict.Unknown or HostVerdict.RolledBack or HostVerdict.Refused).ToList();
        if (failed.Count == 0)
            return;
        terminal.Error.WriteLine();
        foreach (var result in failed)
        {
            terminal.Error.WriteLine($"{result.Host}: {Words(result.State)}");
            foreach (var problem in result.Problems)
                terminal.Error.WriteLine(Terminal.Plain($"  {problem.Code}: {problem.Message}\n  next: {problem.Advice}"));
        }
    }

    /// <summary>What a state means, in words.</summary>
    public static string Words(HostState state) => state switch
    {
        HostState.New => "nothing of ours is on it",
        HostState.InOrder => "in order",
        HostState.Drifted => "differs from its bundle",
        HostState.Unchanged => "nothing was changed",
        HostState.AwaitingConfirmation => "changed, undoes itself unless confirmed",
        HostState.RolledBack => "brought back to what it was",
        HostState.Broken => "between two states; its next run goes on undoing",
        HostState.Changing => "a run is changing it",
        _ => "state unknown",
    };

    /// <summary>What a comparison comes to. Each host counts once; what there is none of is left out, but for the first two.</summary>
    public static string Tally(IReadOnlyList<HostResult> results)
    {
        int Of(HostVerdict verdict) => results.Count(r => r.Verdict == verdict);
        var text = $"{Count(Of(HostVerdict.Differs), "host")} would change, {Of(HostVerdict.InOrder)} in order";
        foreach (var (verdict, word) in (IEnumerable<(HostVerdict, string)>)
            [(HostVerdict.Failed, "failed"), (HostVerdict.Refused, "refused"), (HostVerdict.Unknown, "unknown"), (HostVerdict.Interrupted, "not compared")])
        {
            if (Of(verdict) is > 0 and var number)
                text += $", {number} {word}";
        }

        return text;
    }

    /// <summary>A generation as the time that it stands for; as its number where no time is so late.</summary>
    public static string Moment(long generation) =>
        GenerationMoment.Of(generation) is { } moment ? Rfc3339.Milliseconds(moment) : generation.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    public static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string To(long generation) => generation > 0 ? $" to {Moment(generation)}" : " to what was there before";

    private void WriteRemarks(HostResult result)
    {
        foreach (var problem in result.Problems)
            terminal.Output.WriteLine($"    {terminal.Paint(Terminal.Plain(problem.Code), Color.Red)}: {Terminal.Plain(problem.Message)}\n      next: {Terminal.Plain(problem.Advice)}");
        foreach (var warning in result.Warnings)
            terminal.Output.WriteLine($"    {terminal.Paint("note:", Color.Yellow)} {Terminal.Plain(warning)}");
    }
}
