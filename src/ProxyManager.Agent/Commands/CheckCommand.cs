using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Pauses;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>
/// <c>pm-agent check</c>, run by the timer: looks only. When the host differs, or an earlier run broke off, it starts the unit that repairs.
/// Says nothing when the host is in order.
/// </summary>
internal sealed class CheckCommand(AgentHost host, TextWriter output)
{
    private const string RepairUnit = "pm-agent.service";

    public int Run()
    {
        var context = host.Context();
        if (context.Journal.Read() is { } pending)
            return new Recovery(context).SecondsToConfirm(pending) > 0 ? ExitCodes.InOrder : StartRepair("an earlier change was not finished");
        if (context.Generations.Current is not { } current)
            return context.Generations.Damage is { } damage ? Tell(context, damage) : ExitCodes.InOrder;
        var began = host.Run.Clock.GetTimestamp();
        var problems = new Dictionary<string, HostProblem>();
        var reconciliation = new Reconciliation(context);
        var drift = reconciliation.Look(current.Bundle, problems);
        if (new PauseFile(host.Run.Files, host.Run.Clock).Current is not null)
            return Report(context, [.. drift.Due, .. drift.LeftAlone], [.. problems.Values, .. reconciliation.FightProblems()], began);
        if (drift.Due.Count > 0)
            return StartRepair($"{string.Join(", ", drift.Due.Select(f => f.Resource.Id))} differs");
        // What cannot be looked at from here is looked at, and put right, by the unit that has all rights.
        if (problems.Count > 0)
            return StartRepair(string.Join("; ", problems.Values.Select(p => p.Message)));
        // A name is resolved where waiting for the answer keeps nothing else from being looked at.
        if (EndpointAddresses.AreDue(current.Bundle.Resources, host.Run))
            StartUnit();
        return Report(context, drift.LeftAlone, reconciliation.FightProblems(), began);
    }

    /// <summary>What differs and is left as it is, because somebody changes it back or because the host is paused, can be seen in the status.</summary>
    private int Report(TransactionContext context, IReadOnlyList<Finding> left, IReadOnlyList<HostProblem> problems, long began)
    {
        new StatusFile(context).AfterCheck([.. left.Select(Drift.AsChange)], problems, host.Run.Clock.GetElapsedTime(began));
        return left.Count == 0 ? ExitCodes.InOrder : ExitCodes.Differs;
    }

    /// <summary>Repairing would not help; it is said once.</summary>
    private int Tell(TransactionContext context, HostProblem damage)
    {
        if (new StatusFile(context).AfterDamage(damage))
            output.WriteLine($"<3>{ProblemText.Of(damage)}");
        return ExitCodes.Failed;
    }

    private int StartRepair(string why)
    {
        output.WriteLine($"{why}: starting {RepairUnit}");
        StartUnit();
        return ExitCodes.Differs;
    }

    /// <summary>The unit stays active after it ran, so that starting it again would do nothing.</summary>
    private void StartUnit() => host.Run.Tools.Run("systemctl", ["restart", "--no-block", RepairUnit]);
}
