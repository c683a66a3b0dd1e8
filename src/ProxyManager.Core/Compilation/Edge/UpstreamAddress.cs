using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>Where an engine connects to. It ends the client's connection, so client and upstream may be of different families.</summary>
public static class UpstreamAddress
{
    /// <summary>The upstream's address of a family that the gateway has too, IPv4 first.</summary>
    public static IPAddress Of(Upstream upstream, Host gateway) =>
        (gateway.Address.V4 is null ? null : upstream.Address.V4)
        ?? (gateway.Address.V6 is null ? null : upstream.Address.V6)
        ?? upstream.Address.All.First();

    /// <summary><c>address:port</c>, IPv6 in brackets.</summary>
    /// <param name="upstream">Where the route leads.</param>
    /// <param name="gateway">The gateway that connects.</param>
    /// <param name="offset">Place within a range of ports.</param>
    public static string Endpoint(Upstream upstream, Host gateway, int offset = 0) =>
        new IPEndPoint(Of(upstream, gateway), upstream.Ports.First + offset).ToString();

    /// <summary>The endpoints of all ports of a route's upstreams.</summary>
    public static IEnumerable<string> Endpoints(Route route, Host gateway) =>
        route.To.SelectMany(u => Enumerable.Range(0, u.Ports.Length).Select(i => Endpoint(u, gateway, i)));
}
