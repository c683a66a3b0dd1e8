using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Ends what an earlier run left: the first thing that every run does, under the lock.</summary>
internal sealed class Recovery(TransactionContext context)
{
    /// <summary>Code of the problem that an earlier change waits for its confirmation.</summary>
    public const string Unconfirmed = "PM3006";

    /// <summary>What was done to the run that made the change, for those who ask later; null when nothing was.</summary>
    public string? Killed { get; init; }

    /// <summary>Finishes or undoes the transaction in the journal.</summary>
    /// <returns>What became of it.</returns>
    public RecoveryOutcome Run()
    {
        if (context.Journal.Read() is not { } pending)
        {
            context.Journal.Tidy();
            return RecoveryOutcome.Nothing;
        }

        if (pending.Committed)
            return new RecoveryOutcome(HostState.InOrder, pending, Complete(pending));

        if (SecondsToConfirm(pending) > 0)
            return new RecoveryOutcome(HostState.AwaitingConfirmation, pending, []);
        var problems = new Undo(context).Run(pending, Reason(pending));
        return new RecoveryOutcome(problems.Count == 0 ? HostState.RolledBack : HostState.Broken, pending, problems);
    }

    /// <summary>Finishes or undoes the transaction in the journal, for a run that cannot go on beside one.</summary>
    /// <exception cref="ProblemException">It waits for its confirmation, or could not be undone or recorded.</exception>
    public void Require()
    {
        var outcome = Run();
        if (outcome.State == HostState.AwaitingConfirmation)
        {
            throw new ProblemException(new HostProblem(
                Unconfirmed,
                $"an earlier change{From(outcome.Transaction!)} waits for its confirmation and undoes itself in {SecondsToConfirm(outcome.Transaction!):0} s",
                "wait for that, or keep it with `pm confirm`; `pm-agent undo` on the host undoes it now"));
        }

        outcome.RequireEnd();
    }

    /// <summary>Once it is decided for, a change is in force whether or not that can be recorded.</summary>
    public static HostProblem Unrecorded(Exception cause) => new(
        "PM3017",
        $"the change is made and decided for, but could not be recorded: {Failures.Text(cause)}",
        "correct what is named; the next run of the host completes it");

    private IReadOnlyList<HostProblem> Complete(PendingTransaction pending)
    {
        try
        {
            new Commitment(context).Complete(pending);
            return [];
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            return [Unrecorded(e)];
        }
    }

    private string Reason(PendingTransaction pending) => pending.Awaiting switch
    {
        _ when Killed is not null => $"the run that made it did not end: {Killed}",
        null => "the run that made it broke off",
        var awaiting when awaiting.BootId != context.BootId => "the host was restarted before anybody confirmed it",
        var awaiting => $"no new connection confirmed it within {awaiting.Seconds:0} s",
    };

    private static string From(PendingTransaction pending) => pending.Awaiting?.Connection is { } connection ? $" from {connection}" : "";

    /// <summary>How long a transaction may still be confirmed; 0 when it is not waiting, was decided for, or waited in an earlier boot.</summary>
    public double SecondsToConfirm(PendingTransaction pending) => pending is { Committed: false, Awaiting: { } awaiting } && awaiting.BootId == context.BootId
        ? Math.Max(0, awaiting.Deadline - context.MonotonicSeconds)
        : 0;
}
