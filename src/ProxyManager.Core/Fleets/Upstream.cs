namespace ProxyManager.Fleets;

/// <summary>Where a route leads.</summary>
/// <param name="Host">The inventory host that has the address.</param>
/// <param name="Address">Its overlay addresses.</param>
/// <param name="Ports">One port, or for a forward as many as the public range has.</param>
/// <param name="Service">Name of the service; null when the route names a port.</param>
public sealed record Upstream(string Host, OverlayAddress Address, PortRange Ports, string? Service);
