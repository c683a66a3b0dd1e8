using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>
/// Confirms what was applied, over connections of its own; where that does not succeed, waits for the host to undo it, and finds out how
/// the host is then.
/// </summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="connector">Opens conversations with agents.</param>
/// <param name="timeout">How long the host waits.</param>
/// <param name="clock">The time.</param>
internal sealed class Confirmation(string fleet, AgentConnector connector, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>Between two attempts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>An attempt that is begun is given this long, even when the deadline is nearer.</summary>
    private static readonly TimeSpan LeastAnswerTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a host may take to undo and to be reachable again.</summary>
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(60);

    /// <summary>Confirms where that is needed.</summary>
    public async Task<HostResult> CompleteAsync(Host host, AppliedReply applied)
    {
        var result = new HostResult(fleet, host.Name, applied.Changes.Count == 0 ? HostVerdict.InOrder : HostVerdict.Applied, HostState.InOrder)
        {
            Changes = applied.Changes,
            Generation = applied.Generation,
            Warnings = applied.Warnings,
        };
        if (applied.Nonce is null)
            return result;
        var request = new ConfirmRequest(applied.Generation, applied.BundleHash, applied.Nonce);
        var (answer, lost) = await AskUntilAsync<ConfirmedReply>(host, request, new Deadline(clock, timeout));
        if (answer.Reply is not null)
            return result;
        var status = await SettledStatusAsync(host);
        // Our word may have arrived although its answer did not.
        return status is { State: HostState.InOrder } && status.Generation == applied.Generation
            ? result
            : Unconfirmed(host, status, answer.Failure?.Problems[0] ?? lost!.ToProblem(), applied.Changes);
    }

    /// <summary>The connection was lost in the middle of an apply, so nothing can be confirmed: the host undoes what it did, if it did anything.</summary>
    /// <param name="host">The host.</param>
    /// <param name="generation">The generation that it was sent.</param>
    /// <param name="lost">How the connection was lost.</param>
    public async Task<HostResult> OutcomeAfterLossAsync(Host host, long generation, TransportException lost)
    {
        await Task.Delay(timeout, clock);
        var status = await SettledStatusAsync(host);
        if (status is { State: HostState.InOrder } && status.Generation == generation)
            return new HostResult(fleet, host.Name, HostVerdict.Applied, HostState.InOrder) { Generation = generation, Warnings = [Late(host, lost)] };
        return status is { State: not (HostState.AwaitingConfirmation or HostState.Broken or HostState.Changing) } && !HasUndone(status, generation)
            ? new HostResult(fleet, host.Name, HostVerdict.Failed, HostState.Unchanged) { Generation = status.Generation, Problems = [lost.ToProblem()] }
            : Unconfirmed(host, status, lost.ToProblem(), []);
    }

    /// <summary>How the host is once it no longer waits or undoes; null when it cannot be asked.</summary>
    private async Task<HostStatus?> SettledStatusAsync(Host host)
    {
        var deadline = new Deadline(clock, UndoTime);
        while (true)
        {
            var (answer, _) = await AskUntilAsync<StatusReply>(host, new StatusRequest(), deadline);
            if (answer.Reply?.Status is not { State: HostState.AwaitingConfirmation or HostState.Broken or HostState.Changing } status || deadline.Left <= TimeSpan.Zero)
                return answer.Reply?.Status;
            await Task.Delay(Pause, clock);
        }
    }

    private HostResult Unconfirmed(Host host, HostStatus? status, HostProblem cause, IReadOnlyList<Change> changes)
    {
        var result = new HostResult(fleet, host.Name, HostVerdict.Unknown, status?.State ?? HostState.Unknown)
        {
            Changes = changes,
            Generation = status?.Generation ?? 0,
        };
        return status?.State switch
        {
            null or HostState.AwaitingConfirmation or HostState.Changing => result with { Problems = [cause, Undoing(host)] },
            HostState.Broken => result with { Verdict = HostVerdict.Failed, Problems = [cause, .. status.Problems] },
            _ => result with { Verdict = HostVerdict.RolledBack, State = HostState.RolledBack, Problems = [RolledBack(host, cause)] },
        };
    }

    /// <summary>What puts right what somebody changed has the generation that the host is at.</summary>
    private static bool HasUndone(HostStatus status, long generation) => status.Undone is { } undone && (undone.Generation == generation || undone.Generation == status.Generation);

    private static string Late(Host host, TransportException lost) => $"the connection was lost ({lost.Message}), and {host.Name} has the change all the same";

    private HostProblem RolledBack(Host host, HostProblem cause) => new(
        "PM2104",
        $"no word from us reached {host.Name} within {timeout.TotalSeconds:0} s after the change ({cause.Message}), so it was rolled back",
        "find out which of the changes cuts the connection before applying again");

    private HostProblem Undoing(Host host) => new(
        "PM2105",
        $"{host.Name} has not been reachable since; unconfirmed, it undoes the change by itself {timeout.TotalSeconds:0} s after it was made",
        $"run 'pm status --limit {host.Name}' in a while, or look at its console");

    private async Task<((T? Reply, FailedReply? Failure) Answer, TransportException? Lost)> AskUntilAsync<T>(Host host, Request request, Deadline deadline)
        where T : Reply
    {
        while (true)
        {
            try
            {
                await using var fresh = connector.Connect(host, fresh: true);
                using var limit = new CancellationTokenSource(Max(deadline.Left, LeastAnswerTime));
                return (await fresh.AskAsync<T>(request, null, limit.Token), null);
            }
            catch (TransportException e) when (deadline.Left <= Pause)
            {
                return (default, e);
            }
            catch (OperationCanceledException)
            {
                return (default, new TransportException("PM2001", $"{host.Name} does not answer", $"check that 'ssh {host.Ssh?.Host}' works from here"));
            }
            catch (TransportException)
            {
                await Task.Delay(Pause, clock);
            }
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
