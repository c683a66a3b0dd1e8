using System.Security.Cryptography;
using System.Text;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Keeps what was applied, once a new connection has proved that the host can still be reached.</summary>
internal sealed class Confirmation(TransactionContext context)
{
    /// <param name="request">What is confirmed.</param>
    /// <param name="connection">Names the connection that this comes over; null when it comes over none.</param>
    /// <exception cref="ProblemException">There is nothing to confirm, or something else, or it proves nothing.</exception>
    public ConfirmedReply Run(ConfirmRequest request, string? connection = null)
    {
        if (context.Journal.Read() is not { } pending || pending.Awaiting is not { } awaiting)
            throw Nothing("nothing waits to be confirmed; the host may have undone it");
        if (pending.Begin.Generation != request.Generation || awaiting.BundleHash != request.BundleHash || !SameNonce(awaiting.Nonce, request.Nonce))
            throw Nothing("another change waits to be confirmed than the one that this run made");
        if (connection is not null && connection == awaiting.Connection)
            throw Nothing("the confirmation came over the connection that the change was made over, which proves nothing");
        var commitment = new Commitment(context);
        if (pending.Committed)
        {
            // An earlier confirmation decided and was cut off before it had done the rest.
            commitment.Complete(pending);
            return new ConfirmedReply(pending.Begin.Generation);
        }

        if (new Recovery(context).SecondsToConfirm(pending) <= 0)
            throw Nothing("the time to confirm is over: the host undoes the change");
        commitment.Run(pending);
        return new ConfirmedReply(pending.Begin.Generation);
    }

    /// <summary>Hands out what confirms the change that waits.</summary>
    /// <param name="outcome">What became of an earlier change: one whose time is over was undone.</param>
    /// <exception cref="ProblemException">An earlier change could not be undone or recorded.</exception>
    public Reply Pending(RecoveryOutcome outcome)
    {
        if (outcome is { State: HostState.AwaitingConfirmation, Transaction: { Awaiting: { } awaiting, Begin: var begin } })
        {
            return new PendingReply(
                new ConfirmRequest(begin.Generation, awaiting.BundleHash, awaiting.Nonce), context.Generations.CurrentNumber);
        }

        outcome.RequireEnd();
        return context.Undone.Read() is { } undone
            ? TooLate(undone, context.Generations.CurrentNumber)
            : new PendingReply(null, context.Generations.CurrentNumber);
    }

    private static FailedReply TooLate(UndoneChange undone, long generation) => new(
        [
            new HostProblem(
                "PM3019",
                $"too late: the change was rolled back at {Rfc3339.Seconds(undone.At)} ({undone.Reason})",
                "find out which of the changes that was, and apply again"),
        ],
        Refused: false,
        HostState.RolledBack,
        generation,
        []);

    private static bool SameNonce(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static ProblemException Nothing(string message) =>
        new(new HostProblem("PM3008", message, "run `pm status` to see what is in force, then apply again"));
}
