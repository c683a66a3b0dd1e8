using System.Text.Json.Serialization;

namespace ProxyManager.Agent.Transactions;

/// <summary>One line of the journal. What a line announces happens only after the line is on the disk.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "record")]
[JsonDerivedType(typeof(BeginRecord), "begin")]
[JsonDerivedType(typeof(TouchRecord), "touch")]
[JsonDerivedType(typeof(AwaitRecord), "await")]
[JsonDerivedType(typeof(CommitRecord), "commit")]
internal abstract record JournalRecord
{
    /// <summary>Nothing of it is missing, as it is where the disk damaged a name.</summary>
    public virtual bool IsWhole() => true;
}

/// <summary>A transaction begins.</summary>
/// <param name="Id">Names the transaction and its undo timer.</param>
/// <param name="Generation">The generation that comes into force with it.</param>
/// <param name="Envelope">The generation's envelope; null when the current one stays in force and only the host is put right.</param>
/// <param name="Previous">The generation that was in force; 0 for none.</param>
/// <param name="Captures">The state of everything concerned, in the order of the steps.</param>
internal sealed record BeginRecord(
    string Id, long Generation, string? Envelope, long Previous, IReadOnlyList<CapturedResource> Captures) : JournalRecord
{
    /// <inheritdoc/>
    public override bool IsWhole() => Id is not null && Captures is not null && Captures.All(c => c is { Resource: not null });
}

/// <summary>These resources are about to be changed.</summary>
internal sealed record TouchRecord(IReadOnlyList<string> Ids) : JournalRecord
{
    /// <inheritdoc/>
    public override bool IsWhole() => Ids is not null;
}

/// <summary>Everything is applied; the controller has to confirm.</summary>
/// <param name="Nonce">To be sent back.</param>
/// <param name="BundleHash">To be sent back.</param>
/// <param name="BootId">The boot in which this happened: after another everything is undone.</param>
/// <param name="Deadline">Monotonic time in seconds after which everything is undone.</param>
/// <param name="Seconds">How long that is from the end of the change.</param>
/// <param name="Connection">Names the connection that the change came over, which cannot confirm it; null when it came over none.</param>
internal sealed record AwaitRecord(
    string Nonce, string BundleHash, string BootId, double Deadline, double Seconds, string? Connection) : JournalRecord
{
    /// <summary>Seconds that no host runs, and nobody waits.</summary>
    private const double TooLong = 1e11;

    /// <inheritdoc/>
    public override bool IsWhole() => Nonce is not null && BundleHash is not null && BootId is not null && Deadline < TooLong && Seconds < TooLong;
}

/// <summary>The decision: from here on the new state is the one to be reached.</summary>
internal sealed record CommitRecord : JournalRecord;
