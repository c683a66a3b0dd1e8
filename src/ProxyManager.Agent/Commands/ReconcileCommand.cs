using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Pauses;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent reconcile</c>, run at boot and after drift: ends what an earlier run left, then brings the host back to its bundle.</summary>
internal sealed class ReconcileCommand(AgentHost host, TextWriter output)
{
    /// <param name="repair">False only looks, and finds peers again that have moved: all that is done on a paused host.</param>
    public int Run(bool repair)
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
        if (outcome is { State: HostState.InOrder, Problems: [] })
            output.WriteLine($"completed the change {outcome.Transaction!.Begin.Id}, which was decided for: generation {context.Generations.CurrentNumber} is in force");
        if (outcome.State == HostState.Broken)
            return Tell(outcome.Problems);
        var (current, damage) = (Unrecorded(outcome) ?? context.Generations.Current) is { } kept
            ? context.Generations.Verify(kept)
            : (null, context.Generations.Damage);
        if (damage is not null)
        {
            new StatusFile(context).AfterDamage(damage, outcome.Problems);
            return Tell([.. outcome.Problems, damage]);
        }

        if (current is null)
            return ExitCodes.InOrder;
        if (!repair)
            return Look(context, current, outcome.Problems);
        return new PauseFile(host.Run.Files, host.Run.Clock).Current is null
            ? Repair(context, current, outcome.Problems)
            : BringBack(context, current, outcome.Problems);
    }

    /// <summary>What was decided for is what the host is put right by, although it could not be recorded.</summary>
    private static StoredGeneration? Unrecorded(RecoveryOutcome outcome) =>
        outcome is { State: HostState.InOrder, Problems.Count: > 0 } ? outcome.Transaction!.Target() : null;

    private int Repair(TransactionContext context, StoredGeneration current, IReadOnlyList<HostProblem> unrecorded)
    {
        var began = host.Run.Clock.GetTimestamp();
        var reconciliation = new Reconciliation(context);
        var (drift, unrepaired) = PutRight(reconciliation, current.Bundle);
        IReadOnlyList<HostProblem> left = [.. unrepaired, .. reconciliation.FightProblems()];
        IReadOnlyList<HostProblem> problems = [.. unrecorded, .. left];
        var state = left.Count == 0 ? HostState.InOrder : HostState.Drifted;
        new StatusFile(context).AfterRepair(state, drift, problems, host.Run.Clock.GetElapsedTime(began));
        return Tell([.. problems, .. FollowMoved(current)]);
    }

    /// <summary>On a paused host only what a boot or a restart of nftables.service took away is put right: what somebody works on there is none of it.</summary>
    private int BringBack(TransactionContext context, StoredGeneration current, IReadOnlyList<HostProblem> unrecorded)
    {
        var lost = current.Bundle with { Resources = [.. current.Bundle.Resources.Where(r => context.Providers.For(r).IsLostAtBoot)] };
        var (_, unrepaired) = PutRight(new Reconciliation(context), lost);
        return Look(context, current, [.. unrecorded, .. unrepaired]);
    }

    /// <summary>Puts right what differs, and tells the log of it. Until all of it is, the timer tries again.</summary>
    private (IReadOnlyList<Change> Drift, IReadOnlyList<HostProblem> Problems) PutRight(Reconciliation reconciliation, Bundle bundle)
    {
        Restoration.Begin(host.Run.Files);
        var (drift, unrepaired) = reconciliation.Repair(bundle);
        if (unrepaired.Count == 0)
            Restoration.End(host.Run.Files);
        foreach (var change in drift)
            output.WriteLine(ChangeText.Of(change));
        return (drift, unrepaired);
    }

    private int Look(TransactionContext context, StoredGeneration current, IReadOnlyList<HostProblem> unrecorded)
    {
        var began = host.Run.Clock.GetTimestamp();
        var unseen = new Dictionary<string, HostProblem>();
        var reconciliation = new Reconciliation(context);
        IReadOnlyList<Change> drift = [.. reconciliation.Look(current.Bundle, unseen).All.Select(Drift.AsChange)];
        IReadOnlyList<HostProblem> problems = [.. unrecorded, .. unseen.Values, .. reconciliation.FightProblems()];
        // What could not be compared is not known to be in order.
        var state = drift.Count + unseen.Count == 0 ? HostState.InOrder : HostState.Drifted;
        new StatusFile(context).AfterRepair(state, drift, problems, host.Run.Clock.GetElapsedTime(began));
        return Tell([.. problems, .. FollowMoved(current)]);
    }

    /// <summary>Last of all, since it waits for the resolver: a host whose gateways and names are gone is put right first.</summary>
    private IReadOnlyList<HostProblem> FollowMoved(StoredGeneration current)
    {
        try
        {
            if (EndpointAddresses.AreDue(current.Bundle.Resources, host.Run))
            {
                EndpointAddresses.RefreshSilent(current.Bundle.Resources, host.Run);
                MovedPeers.Follow(current.Bundle.Resources, host.Run);
            }

            return [];
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            return [new HostProblem("PM3201", $"a peer that moved could not be followed: {Failures.Text(e)}", "correct what is named; the next run tries again")];
        }
    }

    private int Tell(IReadOnlyList<HostProblem> problems)
    {
        host.TellWarnings(output);
        // sd-daemon(3): the journal keeps such a line as an error.
        foreach (var problem in problems)
            output.WriteLine($"<3>{ProblemText.Of(problem)}");
        return problems.Count == 0 ? ExitCodes.InOrder : ExitCodes.Failed;
    }
}
