using System.Text;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Serve;

/// <summary>Tells the host's own log what a controller did: one line a change, apply, confirmation, preparation, retirement or failure.</summary>
/// <param name="log">The log.</param>
/// <param name="connection">Where the controller is; null when it runs on this host.</param>
internal sealed class EventRecorder(IEventLog log, Connection? connection)
{
    private string By => connection is null ? "" : $", by a controller at {connection.Client}";

    /// <summary>Records what a request led to; requests that only look leave nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reply">What it led to.</param>
    /// <param name="warnings">What went wrong beside that.</param>
    public void Record(Request request, Reply reply, IEnumerable<string> warnings)
    {
        if (request is ApplyRequest or ConfirmRequest or PendingRequest or PauseRequest or ResumeRequest or PrepareRequest or RetireRequest)
        {
            foreach (var warning in warnings)
                log.Write(EventSeverity.Warning, warning);
        }

        switch (reply)
        {
            case AppliedReply { Nonce: not null } applied:
                Changes(applied.Changes);
                Tell($"applied generation {applied.Generation}; it is undone unless it is confirmed{By}");
                break;
            case AppliedReply { Changes.Count: > 0 } applied:
                Changes(applied.Changes);
                Tell($"applied generation {applied.Generation}{By}");
                break;
            case SupersededReply superseded:
                log.Write(EventSeverity.Warning, $"refused generation {Generation(request)}, since this host was brought to generation {superseded.Current} already; nothing was changed{By}");
                break;
            case StaleReply stale:
                // The controller may find it among the commits that it has, and ask again.
                Tell($"did not apply generation {Generation(request)}: generation {stale.Generation} is in force, of an inventory that it does not name as seen ({Text(stale.Applied)}); nothing was changed{By}");
                break;
            case ConfirmedReply confirmed:
                Tell($"generation {confirmed.Generation} is confirmed and in force{By}");
                break;
            case PausedReply { Pause: var pause, UnderWay: var underWay }:
                Tell($"paused until {Rfc3339.Seconds(pause.Until)} by {pause.By}: {pause.Why}");
                if (underWay is not null)
                    log.Write(EventSeverity.Error, ProblemText.Of(underWay));
                break;
            case ResumedReply { Ended: not null }:
                Tell($"the pause is over{By}");
                break;
            case FactsReply { Done.Count: > 0 } prepared:
                Tell($"prepared the host: {string.Join("; ", prepared.Done)}{By}");
                break;
            case RetiredReply retired:
                Tell($"retired the host: {string.Join("; ", retired.Done)}{By}");
                break;
            case FailedReply failed when request is ApplyRequest or ConfirmRequest or PrepareRequest or RetireRequest:
                Failed(failed);
                break;
        }
    }

    /// <summary>The generation of a bundle that was verified before it was answered.</summary>
    private static long Generation(Request request) => Envelope.Read(Encoding.UTF8.GetBytes(((ApplyRequest)request).Envelope)).Generation;

    private static string Text(InventoryStamp stamp) => stamp.Commit is { } commit ? $"commit {commit}{(stamp.Clean ? "" : " and what was changed since")}" : $"digest {stamp.Digest}";

    private void Changes(IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
            Tell(ChangeText.Of(change));
    }

    private void Failed(FailedReply failed)
    {
        foreach (var problem in failed.Problems)
            log.Write(EventSeverity.Error, ProblemText.Of(problem));
        if (failed.State == HostState.RolledBack)
            log.Write(EventSeverity.Warning, $"rolled back to generation {failed.Generation}{By}");
    }

    private void Tell(string message) => log.Write(EventSeverity.Information, message);
}
