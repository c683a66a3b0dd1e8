using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.WireGuard;
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
        if (context.Generations.Current is { } current)
            return Repair(context, current);
        if (context.Generations.Damage is not { } damage)
            return ExitCodes.InOrder;
        new StatusFile(context).AfterDamage(damage);
        return Tell([damage]);
    }

    private int Repair(TransactionContext context, StoredGeneration current)
    {
        var began = host.Run.Clock.GetTimestamp();
        EndpointAddresses.RefreshSilent(current.Bundle.Resources, host.Run);
        var (drift, problems) = new Reconciliation(context).Repair(current.Bundle);
        var state = problems.Count == 0 ? HostState.InOrder : HostState.Drifted;
        new StatusFile(context).AfterRepair(state, drift, problems, host.Run.Clock.GetElapsedTime(began));
        foreach (var change in drift)
            output.WriteLine(ChangeText.Of(change));
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
