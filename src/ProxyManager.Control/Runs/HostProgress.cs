using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Something is under way on a host.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Step">What.</param>
public sealed record HostProgress(string Host, ProgressReply Step);
