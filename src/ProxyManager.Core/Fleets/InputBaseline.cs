namespace ProxyManager.Fleets;

/// <summary>The input baseline of a host: all that is not admitted is dropped.</summary>
/// <param name="Open">Ports that are open besides those that routes and WireGuard need.</param>
/// <param name="Icmp">Answer ICMP echo.</param>
public sealed record InputBaseline(IReadOnlyList<OpenPort> Open, bool Icmp);
