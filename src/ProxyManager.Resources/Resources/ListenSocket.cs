namespace ProxyManager.Resources;

/// <summary>A port that an engine listens on. Somebody else's claim to it is named in preflight.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Address">The address; null is any, of both families.</param>
public sealed record ListenSocket(string Protocol, int Port, string? Address = null);
