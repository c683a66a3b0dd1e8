namespace ProxyManager.Resources.Protocol;

/// <summary>Who listens on a port of the host.</summary>
/// <param name="Port">Which one; its address does not matter.</param>
/// <param name="Addresses">The addresses that something listens at; none when nothing does.</param>
public sealed record ListenState(ProbePort Port, IReadOnlyList<string> Addresses);
