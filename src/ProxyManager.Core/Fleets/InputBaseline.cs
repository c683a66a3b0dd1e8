using System.Net;

namespace ProxyManager.Fleets;

/// <summary>The input baseline of a host: all that is not admitted is dropped.</summary>
/// <param name="Open">Ports that are open besides those that routes and WireGuard need.</param>
/// <param name="Icmp">Answer ICMP echo.</param>
public sealed record InputBaseline(IReadOnlyList<OpenPort> Open, bool Icmp);

/// <summary>Ports that are open to some.</summary>
/// <param name="Protocol">One protocol.</param>
/// <param name="Ports">One port or a range.</param>
/// <param name="From">From where; empty is from everywhere.</param>
public sealed record OpenPort(TransportProtocol Protocol, PortRange Ports, IReadOnlyList<IPNetwork> From);
