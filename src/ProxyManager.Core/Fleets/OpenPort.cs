using System.Net;

namespace ProxyManager.Fleets;

/// <summary>Ports that are open to some.</summary>
/// <param name="Protocol">One protocol.</param>
/// <param name="Ports">One port or a range.</param>
/// <param name="From">From where; empty is from everywhere.</param>
public sealed record OpenPort(TransportProtocol Protocol, PortRange Ports, IReadOnlyList<IPNetwork> From);
