using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Pauses;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>
/// <c>pm-agent check</c>, run by the timer: looks only. When the host differs, or an earlier run broke off, it starts the unit that repairs; on a
/// paused host only what ends such a run, and brings back what a boot took away. Says nothing when the host is in order.
/// </summary>
internal sealed class CheckCommand(AgentHost host, TextWriter output)
{
    private const string RepairUnit = "pm-agent.service";

    /// <summary>Looks with the rights of <see cref="RepairUnit"/>, and puts nothing right.</summary>
    private const string LookUnit = "pm-look.service";

    public int Run()
    {
        var context = host.Context();
        var isPaused = new PauseFile(host.Run.Files, host.Run.Clock).Current is not null;
        if (context.Journal.Read() is { } pending)
            return new Recovery(context).SecondsToConfirm(pending) > 0 ? ExitCodes.InOrder : End("an earlier change was not finished", isPaused);
        if (context.Generations.Current is not { } current)
            return context.Generations.Damage is { } damage ? Tell(context, damage) : ExitCodes.InOrder;
        if (isPaused && !Restoration.IsOver(host.Run.Files))
            return StartRepair("what was taken away is not back yet");
        var began = host.Run.Clock.GetTimestamp();
        var problems = new Dictionary<string, HostProblem>();
        var reconciliation = new Reconciliation(context);
        var drift = reconciliation.Look(current.Bundle, problems);
        if (isPaused)
        {
            if (problems.Count > 0 || drift.All.Any(f => f.IsUnknown) || EndpointAddresses.AreDue(current.Bundle.Resources, host.Run))
            {
                StartLook();
                return ExitCodes.InOrder;
            }

            return Report(context, current, [.. drift.All], reconciliation.FightProblems(), began);
        }

        // What the repair found is still to be seen, and another would find the same.
        if ((drift.Due.Count > 0 || new StatusFile(context).IsDamageKnown) && context.Generations.Verify(current).Alteration is { } alteration)
            return Tell(context, alteration);
        if (drift.Due.Count > 0)
            return StartRepair($"{string.Join(", ", drift.Due.Select(f => f.Resource.Id))} differs");
        // What cannot be looked at from here is looked at, and put right, by the unit that has all rights.
        if (problems.Count > 0)
            return StartRepair(string.Join("; ", problems.Values.Select(p => p.Message)));
        // A name is resolved where waiting for the answer keeps nothing else from being looked at.
        if (EndpointAddresses.AreDue(current.Bundle.Resources, host.Run))
            StartUnit();
        return Report(context, current, drift.LeftAlone, reconciliation.FightProblems(), began);
    }

    /// <summary>What differs and is left as it is, because somebody changes it back or because the host is paused, can be seen in the status.</summary>
    private int Report(TransactionContext context, StoredGeneration current, IReadOnlyList<Finding> left, IReadOnlyList<HostProblem> problems, long began)
    {
        // A run that began meanwhile tells itself what it leaves.
        using var held = RunLock.TryTake(host.Run.Files, "pm-agent check", host.Run.Clock);
        if (held is not null && context.Journal.Read() is null && context.Generations.CurrentNumber == current.Bundle.Generation)
        {
            var known = host.Run.Warnings.Count;
            new StatusFile(context).AfterCheck([.. left.Select(Drift.AsChange)], problems, host.Run.Clock.GetElapsedTime(began));
            host.TellWarnings(output, known);
        }

        return left.Count == 0 ? ExitCodes.InOrder : ExitCodes.Differs;
    }

    /// <summary>Repairing would not help; it is said once.</summary>
    private int Tell(TransactionContext context, HostProblem damage)
    {
        using var held = RunLock.TryTake(host.Run.Files, "pm-agent check", host.Run.Clock);
        if (held is not null && new StatusFile(context).AfterDamage(damage))
            output.WriteLine($"<3>{ProblemText.Of(damage)}");
        return ExitCodes.Failed;
    }

    /// <summary>Ends what an earlier run left. On a paused host nothing else is put right by the way.</summary>
    private int End(string why, bool isPaused)
    {
        if (!isPaused)
            return StartRepair(why);
        output.WriteLine($"{why}: starting {LookUnit}");
        StartLook();
        return ExitCodes.Differs;
    }

    private int StartRepair(string why)
    {
        output.WriteLine($"{why}: starting {RepairUnit}");
        StartUnit();
        return ExitCodes.Differs;
    }

    /// <summary>
    /// The unit stays active after it ran, so that starting it again would do nothing. Its own file may be what somebody removed: then it is put back
    /// by a run that needs no file.
    /// </summary>
    private void StartUnit()
    {
        if (!host.Run.Tools.Run("systemctl", ["restart", "--no-block", RepairUnit]).Succeeded)
            host.Run.Tools.Require("systemd-run", ["--quiet", "--collect", "--no-block", HostPaths.Agent, "reconcile"]);
    }

    /// <summary>What cannot be told or done from here, with all rights.</summary>
    private void StartLook() => host.Run.Tools.Run("systemctl", ["start", "--no-block", LookUnit]);
}
