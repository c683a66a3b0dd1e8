using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent undo</c>: by the timer that a change armed, or by a person on the host.</summary>
internal sealed class UndoCommand(AgentHost host, TextWriter output)
{
    /// <summary>Undoes a transaction unless it is confirmed in time: what the armed timer runs, also against the run that made it.</summary>
    public int Expire(string transaction)
    {
        var context = host.Context();
        var takeover = new LockTakeover(context, transaction, text => output.WriteLine($"<4>{text}"));
        while (true)
        {
            double seconds;
            using (takeover.Take("the undo of an unconfirmed change"))
            {
                if (context.Journal.Read() is not { } pending || pending.Begin.Id != transaction)
                    return ExitCodes.InOrder;
                seconds = new Recovery(context).SecondsToConfirm(pending);
                if (seconds <= 0)
                    return End(context, new Recovery(context) { Killed = takeover.Killed }.Run());
            }

            // The time to confirm begins when everything is applied, which is after the timer was armed.
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
        }
    }

    /// <summary>Undoes the change that waits for its confirmation; without one, goes back to a kept generation.</summary>
    /// <param name="generation">The generation; null is the one before the current.</param>
    public int Run(long? generation)
    {
        using var held = host.Lock("pm-agent undo");
        var context = host.Context();
        if (context.Journal.Read() is { Committed: false } pending)
        {
            var problems = new Undo(context).Run(pending, "a person on the host undid it");
            return End(context, new RecoveryOutcome(problems.Count == 0 ? HostState.RolledBack : HostState.Broken, pending, problems));
        }

        new Recovery(context).Require();
        return GoBack(context, generation);
    }

    private int GoBack(TransactionContext context, long? generation)
    {
        IEnumerable<StoredGeneration> choice = generation is not { } asked ? context.Generations.Earlier : context.Generations.Read(asked) is { } kept ? [kept] : [];
        var altered = new List<long>();
        StoredGeneration? signed = null;
        foreach (var stored in choice)
        {
            (signed, _) = context.Generations.Verify(stored);
            if (signed is not null)
                break;
            altered.Add(stored.Bundle.Generation);
        }

        if (signed is null)
            throw new ProblemException(None(context.Generations, altered), refused: false);
        foreach (var number in altered)
            host.Run.Warnings.Add($"generation {number} is passed over: it is not what was signed");
        var reply = new Transaction(context, new Preflight(context.Providers, context.Run))
            .Apply(signed.Bundle, Encoding.UTF8.GetString(signed.ReadEnvelope()), new ApplyOptions(Confirm: null));
        new StatusFile(context).AfterApply(reply, TimeSpan.Zero);
        if (reply is FailedReply failed)
            return Tell(failed.Problems, failed.State == HostState.RolledBack ? ExitCodes.RolledBack : ExitCodes.Failed);
        host.TellWarnings(output);
        output.WriteLine($"generation {signed.Bundle.Generation} is in force");
        return ExitCodes.InOrder;
    }

    private static HostProblem None(GenerationStore generations, List<long> altered)
    {
        var kept = $"kept are: {string.Join(", ", generations.Available)}";
        return altered.Count == 0
            ? new HostProblem("PM3007", "there is no such generation on this host", kept)
            : new HostProblem(GenerationStore.DamagedCode, $"the stored generation {string.Join(", ", altered)} is not what was signed; the host stays as it is", $"choose another, or apply with `pm apply`; {kept}");
    }

    private int End(TransactionContext context, RecoveryOutcome outcome)
    {
        if (outcome.State == HostState.InOrder)
            new StatusFile(context).AfterCommit(outcome.Problems);
        else
            new StatusFile(context).AfterUndo(outcome.Problems);
        if (outcome.State == HostState.RolledBack)
            output.WriteLine($"<4>undid the change {outcome.Transaction!.Begin.Id}: nobody confirmed it");
        return Tell(outcome.Problems, outcome.Problems.Count == 0 ? ExitCodes.InOrder : ExitCodes.Failed);
    }

    private int Tell(IReadOnlyList<HostProblem> problems, int exitCode)
    {
        host.TellWarnings(output);
        foreach (var problem in problems)
            output.WriteLine($"<3>{ProblemText.Of(problem)}");
        return exitCode;
    }
}
