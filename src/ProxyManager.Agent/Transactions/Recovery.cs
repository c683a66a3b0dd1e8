using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Ends what an earlier run left: the first thing that every run does, under the lock.</summary>
internal sealed class Recovery(TransactionContext context)
{
    /// <summary>Finishes or undoes the transaction in the journal.</summary>
    /// <returns>What became of it.</returns>
    public RecoveryOutcome Run()
    {
        if (context.Journal.Read() is not { } pending)
            return RecoveryOutcome.Nothing;
        if (pending.Committed)
        {
            new Commitment(context).Complete(pending);
            return new RecoveryOutcome(HostState.InOrder, pending, []);
        }

        if (SecondsToConfirm(pending) > 0)
            return new RecoveryOutcome(HostState.AwaitingConfirmation, pending, []);
        var problems = new Undo(context).Run(pending);
        return new RecoveryOutcome(problems.Count == 0 ? HostState.RolledBack : HostState.Broken, pending, problems);
    }

    /// <summary>How long a transaction may still be confirmed; 0 when it is not waiting, or waited in an earlier boot.</summary>
    public double SecondsToConfirm(PendingTransaction pending) => pending.Awaiting is { } awaiting && awaiting.BootId == context.BootId
        ? Math.Max(0, awaiting.Deadline - context.MonotonicSeconds)
        : 0;
}
