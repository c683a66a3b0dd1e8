namespace ProxyManager.Fleets.Resolution;

/// <summary>Somebody's claim to ports of a gateway.</summary>
/// <param name="Protocol">One protocol.</param>
/// <param name="Ports">The ports.</param>
/// <param name="Draft">The route, or the first of the routes that share the port; null for a service of the host itself.</param>
/// <param name="Owner">Who, for a message: <c>route 'git'</c>.</param>
internal sealed record PortClaim(TransportProtocol Protocol, PortRange Ports, RouteDraft? Draft, string Owner);
