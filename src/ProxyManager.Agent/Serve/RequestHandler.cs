using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Serve;

/// <summary>Does what the controller asks.</summary>
/// <param name="context">What runs work on.</param>
/// <param name="connection">The connection that the requests come over; null when it is none.</param>
internal sealed class RequestHandler(TransactionContext context, Connection? connection)
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    private readonly StatusFile _status = new(context);

    /// <summary>Answers a request. Never throws for what the host or the request is to blame for.</summary>
    public Reply Answer(Request request)
    {
        context.Run.Warnings.Clear();
        try
        {
            return request switch
            {
                PlanRequest r => Plan(r.Bundle),
                DriftRequest => Drift(),
                ApplyRequest r => Locked(() => Apply(r)),
                ConfirmRequest r => Locked(() => Confirm(r)),
                StatusRequest => new StatusReply(_status.ReadLive()),
                GenerationRequest r => Generation(r.Generation),
                FactsRequest => new FactsReply(new Facts(context.Run).Read(connection?.ServerPort), []),
                PrepareRequest r => Locked(() => new PrepareHost(context.Run).Run(r, connection?.ServerPort)),
                RetireRequest r => Locked(() => new RetireHost(context).Run(r.KeepPackages)),
                _ => throw new ProblemException(new HostProblem("PM3009", "the agent does not know this request", "update the agent")),
            };
        }
        catch (ProblemException e)
        {
            return new FailedReply([e.Problem], e.Refused, StateNow(), context.Generations.CurrentNumber, []);
        }
        catch (Exception e) when (Failures.AreExpected(e))
        {
            return new FailedReply(
                [new HostProblem("PM3203", e.Message, "look at `pm-agent log` and `journalctl -u pm-agent` on the host")],
                Refused: false,
                StateNow(),
                context.Generations.CurrentNumber,
                []);
        }
    }

    private HostState StateNow() => context.Journal.Read() switch
    {
        null => HostState.Unchanged,
        var pending when new Recovery(context).SecondsToConfirm(pending) > 0 => HostState.AwaitingConfirmation,
        _ => HostState.Broken,
    };

    private Reply Locked(Func<Reply> work)
    {
        using var held = RunLock.Take(context.Run.Files, "pm", context.Run.Clock, LockWait);
        return work();
    }

    private PlanReply Plan(Bundle bundle)
    {
        var current = context.Generations.Current;
        var comparison = Comparison.Of(bundle, current?.Bundle, context.Providers, context.Run);
        IReadOnlyList<HostProblem> problems = comparison.Changes.Count == 0
            ? []
            : new Preflight(context.Providers, context.Run).Run(bundle, comparison.Findings);
        if (Lockout.Check(bundle.Expect, connection) is { } lockout)
            problems = [lockout, .. problems];
        var generation = current?.Bundle.Generation ?? 0;
        return new PlanReply(comparison.Changes, problems, context.Run.Warnings, generation, comparison.ObservedHash(generation));
    }

    private PlanReply Drift()
    {
        if (context.Generations.Current is { } current)
            return Plan(current.Bundle);
        throw new ProblemException(
            new HostProblem("PM3007", "nothing was ever applied to this host", "run `pm apply`"), refused: false);
    }

    private Reply Apply(ApplyRequest request)
    {
        RefuseWhileUnfinished();
        var clock = context.Run.Clock;
        var current = context.Generations.Current;
        var bundle = new BundleGate(context.Run.Files, clock, HostClock.IsSynchronised(context.Run.Files))
            .Admit(request.Envelope, current?.Bundle.Generation ?? 0);
        if (BundleGate.IsSuperseded(bundle, current))
            return new SupersededReply(current!.Bundle.Generation);
        if (!request.AllowLockout && Lockout.Check(bundle.Expect, connection) is { } lockout)
            throw new ProblemException(lockout);
        var began = clock.GetTimestamp();
        var reply = new Transaction(context, new Preflight(context.Providers, context.Run))
            .Apply(bundle, request.Envelope, new ApplyOptions(TimeSpan.FromSeconds(request.ConfirmSeconds), request.ObservedHash));
        _status.AfterApply(reply, clock.GetElapsedTime(began));
        return reply;
    }

    private ConfirmedReply Confirm(ConfirmRequest request)
    {
        var reply = new Confirmation(context).Run(request);
        _status.AfterCommit();
        return reply;
    }

    private GenerationReply Generation(long? asked)
    {
        var available = context.Generations.Available;
        var current = context.Generations.CurrentNumber;
        var number = asked ?? available.LastOrDefault(n => n < current);
        if (context.Generations.Read(number) is { } stored)
            return new GenerationReply(Encoding.UTF8.GetString(stored.Envelope), available);
        throw new ProblemException(
            new HostProblem(
                "PM3007",
                asked is null ? "there is no generation before the current one" : $"generation {asked} is not kept on this host",
                available.Count == 0 ? "apply first" : $"kept are: {string.Join(", ", available)}"),
            refused: false);
    }

    private void RefuseWhileUnfinished()
    {
        var outcome = new Recovery(context).Run();
        if (outcome.State == HostState.AwaitingConfirmation)
        {
            throw new ProblemException(new HostProblem(
                "PM3006",
                $"an earlier change waits for its confirmation and undoes itself in {new Recovery(context).SecondsToConfirm(outcome.Transaction!):0} s",
                "wait for that, or confirm it"));
        }

        if (outcome.State == HostState.Broken)
        {
            throw new ProblemException(outcome.Problems[0], refused: false);
        }
    }
}
