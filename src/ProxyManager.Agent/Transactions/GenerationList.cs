using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Lists the generations that this host keeps, and the one that waits for its confirmation.</summary>
internal sealed class GenerationList(TransactionContext context)
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<KeptGeneration> Read()
    {
        var current = context.Generations.CurrentNumber;
        var kept = context.Generations.Available
            .Select(number => Describe(number, context.Generations.AppliedAt(number), number == current, confirmed: true, context.Generations.ReadEnvelope(number)));
        return [.. kept.Append(Waiting()).OfType<KeptGeneration>().OrderByDescending(g => g.Generation)];
    }

    private KeptGeneration? Waiting() => context.Journal.Read() is { Committed: false, Awaiting: not null, Begin: { Envelope: { } envelope } begin }
        ? Describe(begin.Generation, context.Run.Files.LastWrite(StatePaths.Journal), current: false, confirmed: false, Encoding.UTF8.GetBytes(envelope))
        : null;

    private static KeptGeneration? Describe(long number, DateTimeOffset? appliedAt, bool current, bool confirmed, byte[]? envelope)
    {
        // Gone between one look and the next: another run has made room for its own.
        if (envelope is null || appliedAt is not { } at)
            return null;
        var described = new KeptGeneration(number, at, current, confirmed, StoredGeneration.HashOf(envelope), envelope.Length, 0, null);
        try
        {
            var bundle = Envelope.Read(envelope);
            return described with { Resources = bundle.Resources.Count, Inventory = bundle.Inventory };
        }
        catch (BundleException)
        {
            return described;
        }
    }
}
