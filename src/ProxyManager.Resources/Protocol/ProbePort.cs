namespace ProxyManager.Resources.Protocol;

/// <summary>A port that is tried.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Address">Where.</param>
/// <param name="Port">1–65535.</param>
public sealed record ProbePort(string Protocol, string Address, int Port);
