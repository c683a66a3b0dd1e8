using System.Text.Json.Serialization;

namespace ProxyManager.Resources.Protocol;

/// <summary>What an agent answers: one JSON line on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ProgressReply), "progress")]
[JsonDerivedType(typeof(PlanReply), "plan")]
[JsonDerivedType(typeof(AppliedReply), "applied")]
[JsonDerivedType(typeof(SupersededReply), "superseded")]
[JsonDerivedType(typeof(StaleReply), "stale")]
[JsonDerivedType(typeof(ConfirmedReply), "confirmed")]
[JsonDerivedType(typeof(PendingReply), "pending")]
[JsonDerivedType(typeof(PausedReply), "paused")]
[JsonDerivedType(typeof(ResumedReply), "resumed")]
[JsonDerivedType(typeof(StatusReply), "status")]
[JsonDerivedType(typeof(GenerationReply), "generation")]
[JsonDerivedType(typeof(GenerationsReply), "generations")]
[JsonDerivedType(typeof(FactsReply), "facts")]
[JsonDerivedType(typeof(RetiredReply), "retired")]
[JsonDerivedType(typeof(ProbeReply), "probe")]
[JsonDerivedType(typeof(DiagnosisReply), "diagnosis")]
[JsonDerivedType(typeof(FailedReply), "failed")]
public abstract record Reply;

/// <summary>Something is under way: for a progress line.</summary>
/// <param name="Stage">One word, such as <c>preflight</c>, <c>apply</c>, <c>check</c>.</param>
/// <param name="Subject">What it concerns, such as a resource's id; null when it is the host.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all; 0 when not known.</param>
public sealed record ProgressReply(string Stage, string? Subject, int Done, int Total) : Reply;

/// <summary>The differences between the host and a bundle.</summary>
/// <param name="Changes">In the order in which they would be made.</param>
/// <param name="Problems">What would refuse an apply in preflight.</param>
/// <param name="Warnings">What the user should know.</param>
/// <param name="Generation">The host's current generation; 0 when it has none.</param>
/// <param name="ObservedHash">Stands for the observed state of everything that the bundle concerns.</param>
public sealed record PlanReply(
    IReadOnlyList<Change> Changes, IReadOnlyList<HostProblem> Problems, IReadOnlyList<string> Warnings, long Generation, string ObservedHash) : Reply;

/// <summary>The bundle is in force.</summary>
/// <param name="Changes">What was changed; empty when the host was in order.</param>
/// <param name="Generation">The generation that is now current (or will be, once confirmed).</param>
/// <param name="BundleHash">Hex SHA-256 of the envelope that is now in force.</param>
/// <param name="Nonce">To be sent back in <see cref="ConfirmRequest"/>; null when nothing has to be confirmed.</param>
/// <param name="Warnings">What the user should know.</param>
public sealed record AppliedReply(
    IReadOnlyList<Change> Changes, long Generation, string BundleHash, string? Nonce, IReadOnlyList<string> Warnings) : Reply;

/// <summary>The bundle is older than the host's current one: sign again with a generation above <paramref name="Current"/> and ask again.</summary>
public sealed record SupersededReply(long Current) : Reply;

/// <summary>The host has the bundle of an inventory that is not among those that were named; nothing was changed.</summary>
/// <param name="Applied">That inventory.</param>
/// <param name="Generation">The generation in force.</param>
public sealed record StaleReply(InventoryStamp Applied, long Generation) : Reply;

/// <summary>The undo is disarmed; the generation is kept.</summary>
public sealed record ConfirmedReply(long Generation) : Reply;

/// <summary>What confirms the change that waits.</summary>
/// <param name="Confirmation">To be sent back over a connection that was made after the change; null when nothing waits.</param>
/// <param name="Generation">The generation in force; 0 for none.</param>
public sealed record PendingReply(ConfirmRequest? Confirmation, long Generation) : Reply;

/// <summary>The host is left alone.</summary>
/// <param name="Pause">From when, until when, and why.</param>
/// <param name="UnderWay">That a repair which had begun before may still go on; null when none does.</param>
public sealed record PausedReply(HostPause Pause, HostProblem? UnderWay = null) : Reply;

/// <summary>The host is not left alone any more.</summary>
/// <param name="Ended">The pause that was ended; null when there was none.</param>
public sealed record ResumedReply(HostPause? Ended) : Reply;

/// <summary>The state as the host knows it.</summary>
public sealed record StatusReply(HostStatus Status) : Reply;

/// <summary>A stored generation and the list of those that are there.</summary>
public sealed record GenerationReply(string Envelope, IReadOnlyList<long> Available) : Reply;

/// <summary>The generations that the host keeps, newest first.</summary>
public sealed record GenerationsReply(IReadOnlyList<KeptGeneration> Generations) : Reply;

/// <summary>What the lock keeps.</summary>
/// <param name="Facts">Facts of the host.</param>
/// <param name="Done">What a preparation did, for people; empty when everything was there.</param>
public sealed record FactsReply(HostFacts Facts, IReadOnlyList<string> Done) : Reply;

/// <summary>The host is as it was before.</summary>
/// <param name="Done">What was restored or removed, for people.</param>
public sealed record RetiredReply(IReadOnlyList<string> Done) : Reply;

/// <summary>What was seen, in the order of the request.</summary>
/// <param name="Tunnels">The tunnels.</param>
/// <param name="Ports">The ports that were tried.</param>
/// <param name="Listens">The ports of the host itself.</param>
/// <param name="Units">The units.</param>
public sealed record ProbeReply(
    IReadOnlyList<TunnelState> Tunnels, IReadOnlyList<PortState> Ports, IReadOnlyList<ListenState> Listens, IReadOnlyList<UnitActivity> Units) : Reply;

/// <summary>What was collected.</summary>
public sealed record DiagnosisReply(HostDiagnosis Diagnosis) : Reply;

/// <summary>The request was refused or failed.</summary>
/// <param name="Problems">What is wrong and what to do; at least one.</param>
/// <param name="Refused">Nothing was tried, by rule (exit code 5); else it failed (1) or was rolled back (4).</param>
/// <param name="State">The state that the host is in now.</param>
/// <param name="Generation">The generation in force now; 0 for none.</param>
/// <param name="Changes">What had been changed, and was undone.</param>
public sealed record FailedReply(
    IReadOnlyList<HostProblem> Problems, bool Refused, HostState State, long Generation, IReadOnlyList<Change> Changes) : Reply;
