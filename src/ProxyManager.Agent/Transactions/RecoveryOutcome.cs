using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>What became of a transaction that an earlier run left.</summary>
/// <param name="State">
/// <see cref="HostState.Unchanged"/> when there was none; <see cref="HostState.InOrder"/> when it was decided for, whether or not the rest could be done;
/// <see cref="HostState.AwaitingConfirmation"/>, <see cref="HostState.RolledBack"/> or <see cref="HostState.Broken"/>.
/// </param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Problems">What could not be undone, or done of the rest.</param>
internal sealed record RecoveryOutcome(HostState State, PendingTransaction? Transaction, IReadOnlyList<HostProblem> Problems)
{
    public static RecoveryOutcome Nothing { get; } = new(HostState.Unchanged, null, []);

    /// <exception cref="ProblemException">The transaction has not ended, though nobody has to confirm it.</exception>
    public void RequireEnd()
    {
        if (Problems is [var problem, ..])
            throw new ProblemException(problem, refused: false);
    }
}
