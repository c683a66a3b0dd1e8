using System.Text;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>What the journal says about a transaction that has not ended.</summary>
/// <param name="Begin">How it began.</param>
/// <param name="Touched">Ids of the resources that it may have changed.</param>
/// <param name="Awaiting">The confirmation that it waits for; null when it does not.</param>
/// <param name="Committed">It was decided: what is left has to be done, not undone.</param>
internal sealed record PendingTransaction(BeginRecord Begin, IReadOnlySet<string> Touched, AwaitRecord? Awaiting, bool Committed)
{
    /// <summary>The generation that it brings; null when the one in force stays, and only the host is put right.</summary>
    /// <exception cref="BundleException">The journal is damaged there.</exception>
    public StoredGeneration? Target() => Begin.Envelope is { } envelope
        ? new StoredGeneration(Envelope.Read(Encoding.UTF8.GetBytes(envelope)), () => Encoding.UTF8.GetBytes(envelope))
        : null;
}
