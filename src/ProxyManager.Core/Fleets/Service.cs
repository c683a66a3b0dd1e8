namespace ProxyManager.Fleets;

/// <summary>A named port on a host's overlay address.</summary>
/// <param name="Name">Unique within its host.</param>
/// <param name="Ports">One port or a range.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Description">Free text.</param>
public sealed record Service(string Name, PortRange Ports, TransportProtocol Protocol, string? Description = null);
