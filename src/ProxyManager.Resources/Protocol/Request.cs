using System.Text.Json.Serialization;

namespace ProxyManager.Resources.Protocol;

/// <summary>
/// What the controller asks of an agent: one JSON line on the standard input of <c>pm-agent serve VERSION</c>. The agent answers with
/// any number of <see cref="ProgressReply"/> lines and exactly one other <see cref="Reply"/>; then the next request may follow.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(PlanRequest), "plan")]
[JsonDerivedType(typeof(DriftRequest), "drift")]
[JsonDerivedType(typeof(ApplyRequest), "apply")]
[JsonDerivedType(typeof(ConfirmRequest), "confirm")]
[JsonDerivedType(typeof(PendingRequest), "pending")]
[JsonDerivedType(typeof(PauseRequest), "pause")]
[JsonDerivedType(typeof(ResumeRequest), "resume")]
[JsonDerivedType(typeof(StatusRequest), "status")]
[JsonDerivedType(typeof(GenerationRequest), "generation")]
[JsonDerivedType(typeof(GenerationsRequest), "generations")]
[JsonDerivedType(typeof(FactsRequest), "facts")]
[JsonDerivedType(typeof(PrepareRequest), "prepare")]
[JsonDerivedType(typeof(RetireRequest), "retire")]
[JsonDerivedType(typeof(ProbeRequest), "probe")]
[JsonDerivedType(typeof(DiagnoseRequest), "diagnose")]
public abstract record Request;

/// <summary>Compare the host with a bundle that need not be signed. Changes nothing. Answer: <see cref="PlanReply"/>.</summary>
public sealed record PlanRequest(Bundle Bundle) : Request;

/// <summary>Compare the host with the bundle that it has. Changes nothing. Answer: <see cref="PlanReply"/>.</summary>
public sealed record DriftRequest : Request;

/// <summary>
/// Bring the host to a signed bundle. Answer: <see cref="AppliedReply"/>, <see cref="SupersededReply"/>, <see cref="StaleReply"/> or
/// <see cref="FailedReply"/>.
/// </summary>
/// <param name="Envelope">The envelope's exact text.</param>
/// <param name="ConfirmSeconds">How long the host waits for <see cref="ConfirmRequest"/> before it undoes everything.</param>
/// <param name="AllowLockout">Go on although the bundle's baseline excludes the connection that this comes over.</param>
/// <param name="ObservedHash">The <see cref="PlanReply.ObservedHash"/> that the user agreed to; null when nobody was asked.</param>
/// <param name="Secrets">Base64 of the secrets that the bundle names by their hashes; null for none, or where the host has them already.</param>
/// <param name="Seen">
/// Digests of the inventories that the controller's working copy has seen: a host that has another's bundle answers <see cref="StaleReply"/>. Null
/// does not ask.
/// </param>
public sealed record ApplyRequest(
    string Envelope,
    int ConfirmSeconds,
    bool AllowLockout = false,
    string? ObservedHash = null,
    IReadOnlyList<string>? Secrets = null,
    IReadOnlyList<string>? Seen = null) : Request;

/// <summary>
/// Keep what was applied. Arrives over a connection of its own, which proves that the host can still be reached: over the one that the change
/// came over it is refused. Answer: <see cref="ConfirmedReply"/> or <see cref="FailedReply"/>.
/// </summary>
public sealed record ConfirmRequest(long Generation, string BundleHash, string Nonce) : Request;

/// <summary>
/// Tell what confirms the change that waits, for a controller that did not make it. A change whose time is over is undone first.
/// Answer: <see cref="PendingReply"/> or, when the last change was undone, <see cref="FailedReply"/>.
/// </summary>
public sealed record PendingRequest : Request;

/// <summary>
/// Leave the host alone for a while: the timer looks and tells but puts nothing right, and bundles are refused. A pause that is there is
/// replaced. Answer: <see cref="PausedReply"/> or <see cref="FailedReply"/>.
/// </summary>
/// <param name="Seconds">How long, at most <see cref="HostPause.Longest"/>.</param>
/// <param name="Why">For those who meet it: printable, at most <see cref="HostPause.LongestReason"/> characters.</param>
/// <param name="By">Who asks for it, of the same form.</param>
public sealed record PauseRequest(long Seconds, string Why, string By) : Request;

/// <summary>End the pause. Answer: <see cref="ResumedReply"/>.</summary>
public sealed record ResumeRequest : Request;

/// <summary>Tell the state. Changes nothing. Answer: <see cref="StatusReply"/>.</summary>
public sealed record StatusRequest : Request;

/// <summary>Hand out a stored generation. Answer: <see cref="GenerationReply"/> or <see cref="FailedReply"/>.</summary>
/// <param name="Generation">Null, and the current one, ask for the one before the current: there is nothing else to go back to from it.</param>
public sealed record GenerationRequest(long? Generation) : Request;

/// <summary>List the stored generations. Changes nothing. Answer: <see cref="GenerationsReply"/>.</summary>
public sealed record GenerationsRequest : Request;

/// <summary>Tell what the lock keeps of the host. Changes nothing. Answer: <see cref="FactsReply"/>.</summary>
public sealed record FactsRequest : Request;

/// <summary>
/// Make a bare host ready: packages, directories, trust, WireGuard key. Twice is once. Answer: <see cref="FactsReply"/> or <see cref="FailedReply"/>.
/// </summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host in the inventory.</param>
/// <param name="Packages">Distribution packages to install where missing; a unit that the installation would start is not left running.</param>
/// <param name="Trust">One-line public keys that the host accepts bundles from from now on; others are no longer trusted.</param>
/// <param name="WireGuardKeyPath">Where the private key is made if it is not there.</param>
/// <param name="Caddy">SHA-256 (hex) of a Caddy program uploaded to <see cref="HostPaths.UploadedCaddy"/>, to be put in place; null when none was.</param>
public sealed record PrepareRequest(
    string Fleet, string Host, IReadOnlyList<string> Packages, IReadOnlyList<string> Trust, string WireGuardKeyPath, string? Caddy) : Request;

/// <summary>Restore what was there before the first apply, and remove everything of ours. Answer: <see cref="RetiredReply"/> or <see cref="FailedReply"/>.</summary>
/// <param name="KeepPackages">Leave packages that <see cref="PrepareRequest"/> installed.</param>
public sealed record RetireRequest(bool KeepPackages) : Request;

/// <summary>Look at tunnels, try ports and see who listens. Changes nothing. Answer: <see cref="ProbeReply"/>.</summary>
/// <param name="Tunnels">Tunnels of the host.</param>
/// <param name="Ports">Ports that are tried from the host.</param>
/// <param name="Listens">Ports of the host itself.</param>
/// <param name="Units">Units of ours whose state is told.</param>
public sealed record ProbeRequest(
    IReadOnlyList<ProbeTunnel> Tunnels, IReadOnlyList<ProbePort> Ports, IReadOnlyList<ProbePort> Listens, IReadOnlyList<string> Units) : Request;

/// <summary>Collect what somebody needs who helps. Changes nothing. Answer: <see cref="DiagnosisReply"/>.</summary>
public sealed record DiagnoseRequest : Request;
