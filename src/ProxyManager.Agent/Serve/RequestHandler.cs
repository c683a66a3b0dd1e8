using System.Text;
using ProxyManager.Agent.Diagnoses;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Pauses;
using ProxyManager.Agent.Probes;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Serve;

/// <summary>Does what the controller asks.</summary>
/// <param name="context">What runs work on.</param>
/// <param name="connection">The connection that the requests come over; null when it is none.</param>
/// <param name="recorder">Tells the host's log.</param>
internal sealed class RequestHandler(TransactionContext context, Connection? connection, EventRecorder recorder)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly StatusFile _status = new(context);

    private readonly PauseFile _pause = new(context.Run.Files, context.Run.Clock);

    /// <summary>How long a run waits for another's confirmation.</summary>
    public TimeSpan ConfirmationWait { get; init; } = RunLock.UsualWait;

    private string Holder => connection is null ? "pm" : $"pm at {connection}";

    /// <summary>Answers a request. Never throws: also a fault of this program ends in an answer that tells the host's state.</summary>
    public Reply Answer(Request request)
    {
        context.Run.Warnings.Clear();
        Reply reply;
        try
        {
            reply = Do(request);
        }
        catch (ProblemException e)
        {
            reply = new FailedReply([e.Problem], e.Refused, StateNow(), context.Generations.CurrentNumber, []);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            reply = Failed(e, StateNow());
        }

        recorder.Record(request, reply, context.Run.Warnings);
        return reply;
    }

    private Reply Do(Request request) => request switch
    {
        PlanRequest r => Plan(WithKnownSecrets(r.Bundle)),
        DriftRequest => Drift(),
        ApplyRequest r => AfterConfirmation(() => Locked(() => Apply(r))),
        ConfirmRequest r => Locked(() => Confirm(r)),
        PendingRequest => Locked(Pending),
        PauseRequest r => BeginPause(r),
        ResumeRequest => Locked(EndPause),
        StatusRequest => new StatusReply(_status.ReadLive()),
        GenerationRequest r => Generation(r.Generation == context.Generations.CurrentNumber ? null : r.Generation),
        GenerationsRequest => new GenerationsReply(new GenerationList(context).Read()),
        FactsRequest => new FactsReply(new Facts(context.Run).Read(connection?.ServerPort), []),
        PrepareRequest r => Locked(() => Prepare(r)),
        ProbeRequest r => new Probe(context.Run).Run(r),
        DiagnoseRequest => new DiagnosisReply(new HostDiagnostics(context, _status).Collect()),
        RetireRequest r => Locked(() => Retire(r)),
        _ => throw new ProblemException(new HostProblem("PM3009", "the agent does not know this request", "update the agent")),
    };

    private FailedReply Failed(Exception e, HostState state) => new(
        [
            new HostProblem(
                "PM3203",
                Failures.Text(e),
                "look at `pm-agent log` and `journalctl -u pm-agent` on the host"),
        ],
        Refused: false,
        state,
        context.Generations.CurrentNumber,
        []);

    private HostState StateNow()
    {
        try
        {
            return context.Journal.Read() switch
            {
                null => HostState.Unchanged,
                { Committed: true } => HostState.InOrder,
                var pending when new Recovery(context).SecondsToConfirm(pending) > 0 => HostState.AwaitingConfirmation,
                _ => RunLock.IsHeld(context.Run.Files) ? HostState.Changing : HostState.Broken,
            };
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            return HostState.Unknown;
        }
    }

    /// <summary>A run ends with its confirmation, which comes a moment after it has released the lock: the next one waits for that too.</summary>
    private Reply AfterConfirmation(Func<Reply> work)
    {
        var began = context.Run.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                return work();
            }
            catch (ProblemException e) when (e.Problem.Code == Recovery.Unconfirmed && context.Run.Clock.GetElapsedTime(began) < ConfirmationWait)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>What a fault of this program leaves half done is ended as after a power cut.</summary>
    private Reply Locked(Func<Reply> work)
    {
        using var held = RunLock.Take(context.Run.Files, Holder, context.Run.Clock, RunLock.UsualWait);
        try
        {
            return work();
        }
        catch (Exception e) when (Failures.AreOfAStep(e) && e is not ProblemException)
        {
            var outcome = new Recovery(context).Run();
            if (outcome.State is HostState.RolledBack or HostState.Broken)
                _status.AfterUndo(outcome.Problems);
            var reply = Failed(e, outcome.State);
            return reply with { Problems = [.. reply.Problems, .. outcome.Problems] };
        }
    }

    private PlanReply Plan(Bundle bundle)
    {
        var comparison = Comparison.Of(bundle, context.Generations.Resources, context.Providers, context.Run);
        IReadOnlyList<HostProblem> problems = comparison.Changes.Count == 0
            ? []
            : new Preflight(context.Providers, context.Run).Run(bundle, comparison.Findings);
        if (Lockout.Check(bundle.Expect, connection) is { } lockout)
            problems = [lockout, .. problems];
        if (_pause.Current is { } pause)
            context.Run.Warnings.Add($"paused until {Rfc3339.Seconds(pause.Until)} by {pause.By} ({pause.Why}): an apply is refused until then");
        var generation = context.Generations.CurrentNumber;
        return new PlanReply(comparison.Changes, problems, context.Run.Warnings, generation, comparison.ObservedHash(generation));
    }

    /// <summary>A secret that the controller could not resolve is compared with the one that the host was given last.</summary>
    private Bundle WithKnownSecrets(Bundle bundle)
    {
        if (bundle.Secrets.All(s => s.Sha256 is not null))
            return bundle;
        var known = (context.Generations.Current?.Bundle.Secrets ?? []).DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        return bundle.WithSecrets(s => s.Sha256 is null && known.TryGetValue(s.Id, out var kept) ? kept : s);
    }

    private PlanReply Drift()
    {
        if (context.Generations.Current is { } current)
            return Plan(current.Bundle);
        throw new ProblemException(
            context.Generations.Damage ?? new HostProblem("PM3007", "nothing was ever applied to this host", "run `pm apply`"), refused: false);
    }

    private Reply Apply(ApplyRequest request)
    {
        _pause.RequireNone();
        new Recovery(context).Require();
        if (context.Undone.Read() is { } undone)
            context.Run.Warnings.Add(Text(undone));
        var clock = context.Run.Clock;
        var bundle = new BundleGate(context.Run.Files, clock, HostClock.IsSynchronised(context.Run.Files))
            .Admit(request.Envelope, context.Generations.NewestNumber);
        if (BundleGate.IsSuperseded(bundle, context.Generations))
            return new SupersededReply(context.Generations.NewestNumber);
        if (request.Seen is { } seen && context.Generations.Current?.Bundle is { Inventory: { Digest.Length: > 0 } applied } && !seen.Contains(applied.Digest))
            return new StaleReply(applied, context.Generations.CurrentNumber);
        if (!request.AllowLockout && Lockout.Check(bundle.Expect, connection) is { } lockout)
            throw new ProblemException(lockout);
        var began = clock.GetTimestamp();
        var reply = new Transaction(context, new Preflight(context.Providers, context.Run))
            .Apply(bundle, request.Envelope, new ApplyOptions(TimeSpan.FromSeconds(request.ConfirmSeconds), request.ObservedHash, connection?.ToString())
            {
                Secrets = request.Secrets ?? [],
            });
        _status.AfterApply(reply, clock.GetElapsedTime(began));
        return reply;
    }

    private ConfirmedReply Confirm(ConfirmRequest request)
    {
        var reply = new Confirmation(context).Run(request, connection?.ToString());
        _status.AfterCommit();
        return reply;
    }

    private Reply Pending()
    {
        var outcome = new Recovery(context).Run();
        if (outcome.State is HostState.RolledBack or HostState.Broken)
            _status.AfterUndo(outcome.Problems);
        return new Confirmation(context).Pending(outcome);
    }

    private Reply BeginPause(PauseRequest request)
    {
        var reply = Locked(() =>
        {
            var by = connection is null ? request.By : $"{request.By} at {connection.Client}";
            var seconds = Math.Clamp(request.Seconds, 0, (long)HostPause.Longest.TotalSeconds + 1);
            var pause = _pause.Begin(TimeSpan.FromSeconds(seconds), request.Why, by);
            _status.Refresh();
            return new PausedReply(pause);
        });
        return reply is PausedReply paused ? paused with { UnderWay = RunUnderWay.AwaitEnd(context.Run) } : reply;
    }

    private ResumedReply EndPause()
    {
        var reply = new ResumedReply(_pause.End());
        _status.Refresh();
        return reply;
    }

    private Reply Retire(RetireRequest request)
    {
        _pause.RequireNone();
        return new RetireHost(context).Run(request.KeepPackages);
    }

    private static string Text(UndoneChange undone) =>
        $"the change before this one was rolled back at {Rfc3339.Seconds(undone.At)}: {undone.Reason}";

    private FactsReply Prepare(PrepareRequest request)
    {
        new Recovery(context).Require();
        return new PrepareHost(context.Run).Run(request, connection?.ServerPort);
    }

    private GenerationReply Generation(long? asked)
    {
        var available = context.Generations.Available;
        if ((asked is { } number ? context.Generations.Read(number) : context.Generations.Previous) is { } stored)
            return new GenerationReply(Encoding.UTF8.GetString(stored.ReadEnvelope()), available);
        throw new ProblemException(
            new HostProblem(
                "PM3007",
                asked is null ? "there is no generation before the current one" : $"generation {asked} is not kept on this host",
                available.Count == 0 ? "apply first" : $"kept are: {string.Join(", ", available)}"),
            refused: false);
    }
}
