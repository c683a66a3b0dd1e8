using System.Security.Cryptography;
using System.Text;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Secrets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>
/// Brings the host to a bundle as a whole or not at all: compare, preflight, journal, arm the undo, change, check, and then
/// wait for the confirmation. Runs under the lock, after <see cref="Recovery"/>.
/// </summary>
internal sealed class Transaction(TransactionContext context, Preflight preflight)
{
    /// <summary>A change may make others necessary (a new interface lacks its routes); more rounds than this never end.</summary>
    private const int MaxRounds = 4;

    /// <summary>Applies a bundle that was admitted.</summary>
    /// <param name="target">The bundle.</param>
    /// <param name="envelope">The text that it came in.</param>
    /// <param name="options">How.</param>
    /// <returns><see cref="AppliedReply"/> or <see cref="FailedReply"/>.</returns>
    /// <exception cref="ProblemException">The plan is stale, or a secret is missing; nothing was changed.</exception>
    public Reply Apply(Bundle target, string envelope, ApplyOptions options)
    {
        var secrets = new SecretGate(context.Secrets).Admit(target, options.Secrets);
        var current = context.Generations.Current;
        // One that is no longer what was signed is replaced, though it says the same.
        var sameContent = current is not null && current.Bundle.ContentHash() == target.ContentHash() && context.Generations.Verify(current).Alteration is null;
        context.Report("inspect");
        var comparison = Comparison.Of(target, context.Generations.Resources, context.Providers, context.Run);
        var generation = context.Generations.CurrentNumber;
        if (options.ObservedHash is { } agreed && agreed != comparison.ObservedHash(generation))
            throw StalePlan();
        if (sameContent && comparison.Changes.Count == 0)
        {
            context.Undone.Clear();
            return new AppliedReply([], generation, current!.BundleHash(), null, context.Run.Warnings);
        }

        context.Report("preflight");
        if (comparison.Changes.Count > 0 && preflight.Run(target, comparison.Findings) is { Count: > 0 } problems)
            return new FailedReply(problems, Refused: false, HostState.Unchanged, generation, []);

        var hash = sameContent ? current!.BundleHash() : StoredGeneration.HashOf(Encoding.UTF8.GetBytes(envelope));
        BeginRecord begin;
        try
        {
            begin = Begin(target, sameContent ? null : envelope, comparison);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && context.Journal.Read() is null)
        {
            return NotBegun(e, generation);
        }

        try
        {
            foreach (var secret in secrets.Where(s => !context.Secrets.IsWhole(SecretStore.HashOf(s))))
                context.Secrets.Keep(secret);
            if (comparison.Changes.Count == 0)
                return Commit(begin, hash, []);
            if (options.Confirm is { } delay)
                context.Timer.Arm(begin.Id, delay);
            Remove(comparison.Removed);
            Reach(target, comparison.Findings);
            return options.Confirm is { } wait ? Await(begin, hash, wait, options.Connection, comparison.Changes) : Commit(begin, hash, comparison.Changes);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            return RollBack(e, begin, comparison.Changes);
        }
    }

    private BeginRecord Begin(Bundle target, string? envelope, Comparison comparison)
    {
        // Without them the change could be decided, and never ended.
        _ = context.Origins.Read();
        context.Report("capture");
        var captures = context.Providers.Capture([.. comparison.Removed.Reverse(), .. target.Resources], context.Run);
        var previous = context.Generations.CurrentNumber;
        var begin = new BeginRecord(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            envelope is null ? previous : target.Generation,
            envelope,
            previous,
            captures);
        context.Report("journal");
        context.Journal.Begin(begin);
        return begin;
    }

    /// <summary>
    /// What the bundle no longer has goes first, so that what comes can take its ports and names.
    /// </summary>
    private void Remove(IReadOnlyList<Resource> removed)
    {
        if (removed.Count == 0)
            return;
        var origins = context.Origins.Read();
        context.Journal.Append(new TouchRecord([.. removed.Select(r => r.Id)]));
        foreach (var resource in removed)
        {
            context.Report("remove", resource.Id);
            if (origins.TryGetValue(resource.Id, out var origin))
                context.Providers.For(resource).Restore(resource, origin.Captured, context.Run);
        }

        UnitFiles.ReloadIfChanged(context.Run);
    }

    /// <summary>Applies what differs until nothing does.</summary>
    private void Reach(Bundle target, IReadOnlyList<Finding> findings)
    {
        for (var round = 1; findings.Count > 0; round++)
        {
            if (round > MaxRounds)
                throw new InvalidOperationException($"still different after it was applied: {string.Join(", ", findings.Select(f => f.Resource.Id))}");
            context.Journal.Append(new TouchRecord([.. findings.Select(f => f.Resource.Id)]));
            var done = 0;
            foreach (var step in context.Providers.Steps([.. findings.Select(f => f.Resource)]))
            {
                foreach (var resource in step)
                    context.Report("apply", resource.Id, done++, findings.Count);
                context.Providers.For(step[0]).Apply(step, context.Run);
            }

            UnitFiles.ReloadIfChanged(context.Run);
            context.Report("check");
            findings = context.Providers.Inspect(target.Resources, context.Run);
        }
    }

    private AppliedReply Await(BeginRecord begin, string hash, TimeSpan wait, string? connection, IReadOnlyList<Change> changes)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Report("await");
        context.Journal.Append(new AwaitRecord(
            nonce, hash, context.BootId, context.MonotonicSeconds + wait.TotalSeconds, wait.TotalSeconds, connection));
        return new AppliedReply(changes, begin.Generation, hash, nonce, context.Run.Warnings);
    }

    private AppliedReply Commit(BeginRecord begin, string hash, IReadOnlyList<Change> changes)
    {
        new Commitment(context).Run(context.Journal.Read()!);
        return new AppliedReply(changes, begin.Generation, hash, null, context.Run.Warnings);
    }

    private FailedReply RollBack(Exception cause, BeginRecord begin, IReadOnlyList<Change> changes)
    {
        // The journal is gone where only its end could not be made durable.
        if (context.Journal.Read() is not { Committed: false } pending)
            return Unfinished(cause, begin.Generation, changes);
        var failures = new Undo(context).Run(pending, Failures.Text(cause));
        var problem = new HostProblem(
            "PM3201",
            $"{Failures.Text(cause)}; {(failures.Count == 0 ? "everything was undone" : "undoing failed too")}",
            "correct what is named and apply again");
        return new FailedReply(
            [problem, .. failures], Refused: false, failures.Count == 0 ? HostState.RolledBack : HostState.Broken, begin.Previous, changes);
    }

    private static FailedReply NotBegun(Exception cause, long generation) => new(
        [new HostProblem("PM3109", $"the change could not be written down before it was begun, so nothing was changed: {cause.Message}", "make room on the host, or mend its file system, and apply again")],
        Refused: false,
        HostState.Unchanged,
        generation,
        []);

    /// <summary>After the decision nothing is undone any more: the next run does what is left.</summary>
    private static FailedReply Unfinished(Exception cause, long generation, IReadOnlyList<Change> changes) =>
        new([Recovery.Unrecorded(cause)], Refused: false, HostState.InOrder, generation, changes);

    private static ProblemException StalePlan() => new(new HostProblem(
        "PM3015", "the host has changed since the plan was made; nothing was changed", "make a new plan and apply that"));
}
