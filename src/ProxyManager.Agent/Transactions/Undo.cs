using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Brings the host back to what the journal of a transaction captured.</summary>
internal sealed class Undo(TransactionContext context)
{
    /// <summary>
    /// Restores what was touched, in reverse order, and then whatever else is not as it was captured: bringing an interface back drops its routes.
    /// May be done again after a crash.
    /// </summary>
    /// <param name="pending">The transaction.</param>
    /// <param name="reason">Why, for those who ask later.</param>
    /// <returns>What could not be restored; empty when the host is as it was, and the transaction over.</returns>
    public IReadOnlyList<HostProblem> Run(PendingTransaction pending, string reason)
    {
        var captures = pending.Begin.Captures;
        var failures = new Dictionary<string, HostProblem>();
        foreach (var capture in captures.Reverse().Where(c => pending.Touched.Contains(c.Resource.Id)))
            Try(capture, failures, () => Restore(capture));
        if (captures.Count > 0)
            Try(captures[0], failures, () => UnitFiles.ReloadIfChanged(context.Run));
        foreach (var capture in captures)
            Try(capture, failures, () => RestoreIfDifferent(capture));
        if (failures.Count > 0)
            return [.. failures.Values];
        context.Report("undone");
        context.CollectSecrets();
        context.Undone.Write(new UndoneChange(pending.Begin.Generation, context.Run.Clock.GetUtcNow(), reason));
        context.Journal.End();
        context.Timer.Disarm(pending.Begin.Id);
        AgentBuilds.RemoveUnused(context.Run.Files, Environment.ProcessPath);
        return [];
    }

    private void Restore(CapturedResource capture)
    {
        context.Report("undo", capture.Resource.Id);
        context.Providers.For(capture.Resource).Restore(capture.Resource, capture.Captured, context.Run);
    }

    private void RestoreIfDifferent(CapturedResource capture)
    {
        if (context.Providers.For(capture.Resource).Capture(capture.Resource, context.Run) != capture.Captured)
            Restore(capture);
    }

    private static void Try(CapturedResource capture, Dictionary<string, HostProblem> failures, Action restore)
    {
        try
        {
            restore();
            failures.Remove(capture.Resource.Id);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            failures[capture.Resource.Id] = new HostProblem(
                "PM3202",
                $"{capture.Resource.Id} could not be brought back to what it was: {Failures.Text(e)}",
                "the next run of the host tries again; look at `pm-agent log` and `journalctl -u pm-agent` on the host");
        }
    }
}
