using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>
/// A change of every kind of resource, in which each operation goes wrong in each way that it can: afterwards, or after the host's next run, the host
/// is wholly old or wholly new, and says which. The same where nobody confirms it, and the undo goes wrong: then it is wholly old.
/// </summary>
public sealed class FaultTests
{
    /// <summary>Set for all states that a power cut may leave; else the two in which most is lost.</summary>
    private const string All = "PM_FAULTS";

    private const string SecretsLeft = "secrets that are needed no more could not be removed";

    private static readonly TimeSpan LongerThanTheConfirmTime = TimeSpan.FromMinutes(2);

    private static EveryKind Change => EveryKind.Instance;

    private static IEnumerable<Survival> Survivals => Environment.GetEnvironmentVariable(All) is null
        ? [Survival.Nothing, Survival.Names]
        : Enum.GetValues<Survival>();

    [RootFact]
    public void Change_NothingGoesWrong_ConcernsEveryKind()
    {
        EveryKind.Kinds.Order().ShouldBe(typeof(Resource).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(k => (string)k.TypeDiscriminator!).Order());
        Change.Operations.Select(o => o.Type).Distinct().ShouldBe(Enum.GetValues<OperationType>(), ignoreOrder: true);
        Change.NewState.ShouldNotBe(Change.OldState);
    }

    [RootFact]
    public void Change_AnyOperationGoesWrong_LeadsToTheOldOrTheNewState() => ForEach(
        Change.Operations.SelectMany(o => FaultSchedule.KindsOf(o).Select(kind => (o, kind))),
        fault =>
        {
            using var host = new SimulatedHost(Change.Image);

            var reply = Run(host, fault.o, fault.kind);

            ShouldBeAsTold(reply, host);
            host.Clock.Advance(LongerThanTheConfirmTime);
            ShouldComeToAWholeState(host, NextRun(host, repair: false), isToldNow: reply is null);
        });

    [RootFact]
    public void Change_PowerFailsAtAnyOperation_BootLeadsToTheOldOrTheNewState() => ForEach(
        from operation in Change.Operations
        from kind in FaultSchedule.KindsOf(operation)
        where kind is FaultKind.Killed or FaultKind.KilledHalfWay
        from survival in Survivals
        select (operation, kind, survival),
        cut =>
        {
            using var host = new SimulatedHost(Change.Image);
            Run(host, cut.operation, cut.kind);

            host.CutPower(cut.survival);

            var next = NextRun(host, repair: true);
            // An undo brings everything back by itself.
            if (next.Said.Contains("undid", StringComparison.Ordinal))
                next.Said.ShouldNotContain("put right");
            ShouldComeToAWholeState(host, next, isToldNow: true);
        });

    [RootFact]
    public void Undo_AnyOperationGoesWrong_NextRunLeadsToTheOldState() => ForEach(
        UndoOperations().SelectMany(o => Some(FaultSchedule.KindsOf(o), o).Select(kind => (o, kind))),
        fault =>
        {
            using var host = NotConfirmed();

            RunUndo(host, fault.o, fault.kind);

            ShouldComeToTheOldState(host, NextRun(host, repair: false));
        });

    [RootFact]
    public void Undo_PowerFailsAtAnyOperation_BootLeadsToTheOldState() => ForEach(
        from operation in UndoOperations()
        // What is not on a disk is as after any boot.
        where operation.Type is OperationType.Write or OperationType.Change
        from kind in Some(FaultSchedule.KindsOf(operation).Where(k => k is FaultKind.Killed or FaultKind.KilledHalfWay), operation)
        from survival in Some(Survivals, operation)
        select (operation, kind, survival),
        cut =>
        {
            using var host = NotConfirmed();
            RunUndo(host, cut.operation, cut.kind);

            host.CutPower(cut.survival);

            ShouldComeToTheOldState(host, NextRun(host, repair: true));
        });

    /// <summary>The time to confirm the change is over.</summary>
    private static SimulatedHost NotConfirmed()
    {
        var host = new SimulatedHost(Change.Waiting);
        host.Clock.Advance(LongerThanTheConfirmTime);
        return host;
    }

    /// <summary>The operations of the undo when nothing goes wrong.</summary>
    private static List<Operation> UndoOperations()
    {
        using var host = NotConfirmed();
        Reconcile(host, repair: false).ShouldContain("undid");
        return host.Schedule.Operations;
    }

    /// <summary>One for each operation, another for the next, unless all are asked for: together they are as many as all that can go wrong in a change.</summary>
    private static List<T> Some<T>(IEnumerable<T> all, Operation operation)
    {
        List<T> list = [.. all];
        return Environment.GetEnvironmentVariable(All) is null && list.Count > 0 ? [list[operation.Number % list.Count]] : list;
    }

    private static void RunUndo(SimulatedHost host, Operation operation, FaultKind kind)
    {
        host.BeginRun(new FaultSchedule(operation.Number, kind));
        using var output = new StringWriter();
        try
        {
            new ReconcileCommand(host.Agent(), output).Run(repair: false);
        }
        catch (PowerCut.PowerCutException)
        {
        }
        catch (IOException)
        {
            // The unit fails: what counts is what the next run makes of it.
            output.Write(SecretsLeft);
        }

        host.Schedule.Hit.ShouldNotBeNull().Type.ShouldBe(operation.Type);
        if (!output.ToString().Contains(SecretsLeft, StringComparison.Ordinal))
            return;
        // The next change does that.
        host.BeginRun(new FaultSchedule());
        host.Agent().Context().CollectSecrets();
    }

    private static void ShouldComeToTheOldState(SimulatedHost host, (bool WasUnfinished, string Said) next)
    {
        ShouldComeToAWholeState(host, next, isToldNow: next.WasUnfinished);
        host.Agent().Context().Generations.CurrentNumber.ShouldBe(EveryKind.OldGeneration);
    }

    /// <returns>Null when the agent was killed.</returns>
    private static Reply? Run(SimulatedHost host, Operation operation, FaultKind kind)
    {
        host.BeginRun(new FaultSchedule(operation.Number, kind));
        Reply? reply;
        try
        {
            reply = Change.Change(host);
        }
        catch (PowerCut.PowerCutException)
        {
            reply = null;
        }

        host.Schedule.Hit.ShouldNotBeNull().Type.ShouldBe(operation.Type);
        return reply;
    }

    /// <summary>What a reply says of the host is so.</summary>
    private static void ShouldBeAsTold(Reply? reply, SimulatedHost host)
    {
        switch (reply)
        {
            case ConfirmedReply:
                ShouldBe(host.Describe(), Change.NewState, "told to be new");
                break;
            case FailedReply failed:
                failed.Problems.ShouldNotBeEmpty();
                failed.Problems.ShouldAllBe(p => p.Code.StartsWith("PM3") && p.Message.Length > 0 && p.Advice.Length > 0);
                if (failed.State is HostState.Unchanged or HostState.RolledBack)
                    ShouldBe(host.Describe(withUnfinished: false), Change.OldState, $"told to be {failed.State}");
                break;
        }
    }

    /// <summary>Nothing is left to be put right, as the agent sees it, and neither as one sees it from outside.</summary>
    /// <param name="host">The host after its next run.</param>
    /// <param name="next">What that found, and what it said.</param>
    /// <param name="isToldNow">Nobody was told before what became of the change.</param>
    private static void ShouldComeToAWholeState(SimulatedHost host, (bool WasUnfinished, string Said) next, bool isToldNow)
    {
        host.BeginRun(new FaultSchedule());
        var context = host.Agent().Context();
        var isNew = context.Generations.CurrentNumber == EveryKind.NewGeneration;
        ShouldBe(host.Describe(), isNew ? Change.NewState : Change.OldState, $"{(isNew ? "new" : "old")}; {next.Said}");
        context.Journal.Read().ShouldBeNull(next.Said);
        if (next.WasUnfinished)
            next.Said.ShouldContain(isNew ? "completed the change" : "undid the change", Case.Sensitive, "it does not say which");
        if (next.WasUnfinished && isToldNow && !isNew)
            context.Undone.Read().ShouldNotBeNull().Generation.ShouldBe(EveryKind.NewGeneration);
        Reconcile(host, repair: true).ShouldBe("");
    }

    private static void ShouldBe(string actual, string expected, string when)
    {
        // In what order users stand in their file is nobody's business.
        string[] now = [.. actual.Split('\n').Order(StringComparer.Ordinal)];
        string[] then = [.. expected.Split('\n').Order(StringComparer.Ordinal)];
        if (!now.SequenceEqual(then))
            Assert.Fail($"{when}: {string.Join(" | ", then.Except(now).Select(l => $"- {l}").Concat(now.Except(then).Select(l => $"+ {l}")))}");
    }

    /// <summary>Whether the run before left something to be ended, and what the next one says.</summary>
    private static (bool WasUnfinished, string Said) NextRun(SimulatedHost host, bool repair)
    {
        host.BeginRun(new FaultSchedule());
        return (host.Agent().Context().Journal.Read() is not null, Reconcile(host, repair));
    }

    private static string Reconcile(SimulatedHost host, bool repair)
    {
        host.BeginRun(new FaultSchedule());
        using var output = new StringWriter();
        new ReconcileCommand(host.Agent(), output).Run(repair);
        return output.ToString();
    }

    private static void ForEach<T>(IEnumerable<T> cases, Action<T> test)
    {
        var failures = new ConcurrentBag<string>();
        // Unbounded it would take every thread that the pool makes, and answers that other tests wait for came late.
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, one =>
        {
            try
            {
                test(one);
            }
            catch (Exception e)
            {
                failures.Add($"{one}: {e.Message}");
            }
        });
        failures.Order().Take(10).ShouldBeEmpty($"{failures.Count} cases failed");
    }
}
