namespace ProxyManager.Resources.Protocol;

/// <summary>A difference between a host and a bundle.</summary>
/// <param name="Kind">The resource's kind.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="Action">What an apply does about it.</param>
/// <param name="Drift">The host's own bundle asked for the same: somebody changed the host. Else the inventory changed.</param>
/// <param name="Lines">The difference for people: <c>+ …</c> comes, <c>- …</c> goes, <c>  …</c> is context. Secrets are masked.</param>
public sealed record Change(string Kind, string Name, ChangeAction Action, bool Drift, IReadOnlyList<string> Lines);
