using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Brings the host back to what the journal of a transaction captured.</summary>
internal sealed class Undo(TransactionContext context)
{
    private const int MaxRounds = 4;

    /// <summary>What fails when unit files that were brought back are not read.</summary>
    private const string UnitManager = "the service manager";

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
        var said = context.Run.Warnings.Count;
        foreach (var capture in captures.Reverse().Where(c => pending.Touched.Contains(c.Resource.Id)))
            Try(capture.Resource.Id, failures, () => Restore(capture));
        Try(UnitManager, failures, () => UnitFiles.ReloadIfChanged(context.Run));
        RestoreWhatDiffers(captures, failures, said);
        if (failures.Count == 0)
            Try("the agent's own state", failures, () => End(pending, reason));
        return [.. failures.Values];
    }

    private void End(PendingTransaction pending, string reason)
    {
        context.Report("undone");
        SettleFlows(pending);
        context.CollectSecrets();
        Tell(new UndoneChange(pending.Begin.Generation, context.Run.Clock.GetUtcNow(), reason));
        context.Journal.End();
        context.Timer.Disarm(pending.Begin.Id);
        AgentBuilds.RemoveUnused(context.Run, Environment.ProcessPath);
    }

    /// <summary>
    /// What only the undone configuration let in must not outlive it. Where nobody can tell what the one before lets in, all goes on: the host is
    /// as it was in any case.
    /// </summary>
    private void SettleFlows(PendingTransaction pending)
    {
        try
        {
            var previous = pending.Begin.Previous == 0 ? [] : context.Generations.Read(pending.Begin.Previous)?.Bundle.Resources;
            if (previous is not null && pending.Target() is { } undone)
                Flows.Settle(context, undone.Bundle.Resources, previous);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            context.Run.Warnings.Add($"flows of the undone configuration may go on: {Failures.Text(e)}");
        }
    }

    /// <summary>The host is as it was, whether or not there is room to say so.</summary>
    private void Tell(UndoneChange undone)
    {
        try
        {
            context.Undone.Write(undone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Run.Warnings.Add($"that generation {undone.Generation} was undone ({undone.Reason}) could not be kept for those who ask later: {e.Message}");
        }
    }

    private void Restore(CapturedResource capture)
    {
        context.Report("undo", capture.Resource.Id);
        context.Providers.For(capture.Resource).Restore(capture.Resource, capture.Captured, context.Run);
    }

    /// <summary>Until nothing does: what is brought back may be needed by something that came before it.</summary>
    private void RestoreWhatDiffers(IReadOnlyList<CapturedResource> captures, Dictionary<string, HostProblem> failures, int said)
    {
        List<string> different = [];
        for (var round = 1; round == 1 || (different.Count > 0 && round <= MaxRounds); round++)
        {
            // What could not be brought back yet is said again where it still cannot.
            context.Run.Warnings.RemoveRange(said, context.Run.Warnings.Count - said);
            different = [];
            foreach (var capture in captures)
            {
                Try(capture.Resource.Id, failures, () =>
                {
                    // Where it failed to be brought back, what can be captured may be right, and an engine have it not yet.
                    if (!failures.ContainsKey(capture.Resource.Id) && context.Providers.For(capture.Resource).IsAsCaptured(capture.Resource, capture.Captured, context.Run))
                        return;
                    different.Add(capture.Resource.Id);
                    Restore(capture);
                });
            }

            Try(UnitManager, failures, () => UnitFiles.ReloadIfChanged(context.Run));
        }

        if (different.Count > 0)
            context.Run.Warnings.Add($"{string.Join(", ", different)} differed from what it was before the change each time it was brought back; look at what else changes it");
    }

    private static void Try(string subject, Dictionary<string, HostProblem> failures, Action restore)
    {
        try
        {
            restore();
            failures.Remove(subject);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            failures[subject] = new HostProblem(
                "PM3202",
                $"{subject} could not be brought back to what it was: {Failures.Text(e)}",
                "the next run of the host tries again; look at `pm-agent log` and `journalctl -u pm-agent` on the host");
        }
    }
}
