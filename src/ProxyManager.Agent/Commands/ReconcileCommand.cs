using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent reconcile</c>, run at boot and after drift: ends what an earlier run left, then brings the host back to its bundle.</summary>
internal sealed class ReconcileCommand(AgentHost host, TextWriter output)
{
    public int Run()
    {
        using var held = host.Lock("pm-agent reconcile");
        var context = host.Context();
        var outcome = new Recovery(context).Run();
        if (outcome.State == HostState.AwaitingConfirmation)
            return ExitCodes.InOrder;
        if (outcome.State is HostState.RolledBack or HostState.Broken)
            new StatusFile(context).AfterUndo(outcome.Problems);
        if (outcome.State == HostState.RolledBack)
            output.WriteLine($"undid the change {outcome.Transaction!.Begin.Id}, which was not finished or not confirmed");
        if (outcome.State == HostState.Broken)
            return Tell(outcome.Problems);
        return context.Generations.Current is { } current ? Repair(context, current) : ExitCodes.InOrder;
    }

    private int Repair(TransactionContext context, StoredGeneration current)
    {
        var began = host.Run.Clock.GetTimestamp();
        var (drift, problems) = new Reconciliation(context).Repair(current.Bundle);
        var state = problems.Count == 0 ? HostState.InOrder : HostState.Drifted;
        new StatusFile(context).AfterRepair(state, drift, problems, host.Run.Clock.GetElapsedTime(began));
        foreach (var change in drift)
            output.WriteLine($"put right {change.Kind} {change.Name}: {string.Join(", ", change.Lines.Take(4).Select(l => l.Trim()))}");
        foreach (var warning in host.Run.Warnings)
            output.WriteLine($"<4>{warning}");
        return Tell(problems);
    }

    private int Tell(IReadOnlyList<HostProblem> problems)
    {
        // sd-daemon(3): the journal keeps such a line as an error.
        foreach (var problem in problems)
            output.WriteLine($"<3>{ProblemText.Of(problem)}");
        return problems.Count == 0 ? ExitCodes.InOrder : ExitCodes.Failed;
    }
}
