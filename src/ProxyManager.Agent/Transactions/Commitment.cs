using System.Text;
using ProxyManager.Agent.Hosts;

namespace ProxyManager.Agent.Transactions;

/// <summary>Makes what was applied the state of the host.</summary>
internal sealed class Commitment(TransactionContext context)
{
    /// <summary>Decides for the new state, durably, and then does what is left.</summary>
    public void Run(PendingTransaction pending)
    {
        context.Report("commit");
        context.Journal.Append(new CommitRecord());
        Complete(pending);
    }

    /// <summary>Does what is left after the decision. May be done again after a crash.</summary>
    public void Complete(PendingTransaction pending)
    {
        var begin = pending.Begin;
        context.Report("commit", "generation");
        if (begin.Envelope is { } envelope)
            context.Generations.MakeCurrent(begin.Generation, Encoding.UTF8.GetBytes(envelope));
        var previous = context.Generations.Read(begin.Previous)?.Bundle.Resources ?? [];
        var current = context.Generations.Read(begin.Generation)?.Bundle.Resources ?? [];
        context.Report("commit", "origins");
        context.Origins.Settle(begin.Captures, current.Select(r => r.Id).ToHashSet());
        context.Timer.Disarm(begin.Id);
        context.Undone.Clear();
        context.Report("settle");
        Flows.Settle(context, previous, current);
        context.Generations.Prune();
        context.CollectSecrets();
        context.Journal.End();
        AgentBuilds.RemoveUnused(context.Run, Environment.ProcessPath);
    }
}
