using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Expands the forwards that a gateway's firewall carries to single ports: a map cannot shift a range.</summary>
internal static class ForwardExpansion
{
    /// <summary>
    /// The forwards, sorted by family, protocol and port. A forward exists for the families that the gateway and a target share; the others are
    /// named in warnings: one a route where the overlay has the family, and one for all routes where it has not.
    /// </summary>
    public static IReadOnlyList<Forward> Expand(CompilationContext context, Gateway gateway, ICollection<string> warnings)
    {
        var forwards = new List<Forward>();
        var lacking = new List<string>();
        foreach (var route in context.RoutesByGateway[gateway.Name].OfType<ForwardRoute>())
        {
            // What the edge passes on may change its family on the way.
            if (route is { ThroughEdge: true, Udp: null })
                continue;
            var access = new AccessList(route.Allow, route.Deny);
            foreach (var family in IpFamily.All)
            {
                var upstreams = route.To.Where(u => family.Of(u.Address) is not null).ToList();
                if (family.Of(gateway.Address) is null || upstreams.Count == 0)
                {
                    if (HasFamily(context.Fleet.Network, family))
                        warnings.Add($"route {route.Name} has no {(route.ThroughEdge ? "UDP over " : "")}IPv{family.Number}: {gateway.Name} and its target share none");
                    else
                        lacking.Add(route.ThroughEdge ? $"{route.Name} (udp)" : route.Name);
                    continue;
                }

                if (route.Tcp is { } tcp && !route.ThroughEdge)
                    forwards.AddRange(Expand(route, family, TransportProtocol.Tcp, tcp, upstreams, access));
                if (route.Udp is { } udp)
                    forwards.AddRange(Expand(route, family, TransportProtocol.Udp, udp, upstreams, access));
            }
        }

        if (lacking.Count > 0)
        {
            var (there, missing) = HasFamily(context.Fleet.Network, IpFamily.V4) ? (4, 6) : (6, 4);
            warnings.Add($"Clients reach these by IPv{there} only, since the network has no IPv{missing}: {string.Join(", ", lacking)}.");
        }

        return [.. forwards.OrderBy(f => f.Family.Number).ThenBy(f => f.Protocol).ThenBy(f => f.Port)];
    }

    private static IEnumerable<Forward> Expand(
        ForwardRoute route, IpFamily family, TransportProtocol protocol, PortRange ports, IReadOnlyList<Upstream> upstreams, AccessList access) =>
        Enumerable.Range(0, ports.Length).Select(i => new Forward(
            route,
            family,
            protocol,
            ports.First + i,
            [.. upstreams.Select(u => new IPEndPoint(family.Of(u.Address)!, u.Ports.First + i))],
            access));

    private static bool HasFamily(OverlayNetwork network, IpFamily family) => family.Of(network.All).Count > 0;
}
