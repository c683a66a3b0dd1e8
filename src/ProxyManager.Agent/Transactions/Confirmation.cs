using System.Security.Cryptography;
using System.Text;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Keeps what was applied, once a new connection has proved that the host can still be reached.</summary>
internal sealed class Confirmation(TransactionContext context)
{
    /// <exception cref="ProblemException">There is nothing to confirm, or something else.</exception>
    public ConfirmedReply Run(ConfirmRequest request)
    {
        if (context.Journal.Read() is not { } pending || pending.Awaiting is not { } awaiting)
            throw Nothing("nothing waits to be confirmed; the host may have undone it");
        if (pending.Begin.Generation != request.Generation || awaiting.BundleHash != request.BundleHash || !SameNonce(awaiting.Nonce, request.Nonce))
            throw Nothing("another change waits to be confirmed than the one that this run made");
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

    private static bool SameNonce(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static ProblemException Nothing(string message) =>
        new(new HostProblem("PM3008", message, "run `pm status` to see what is in force, then apply again"));
}
