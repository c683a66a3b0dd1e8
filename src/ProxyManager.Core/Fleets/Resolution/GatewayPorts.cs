namespace ProxyManager.Fleets.Resolution;

/// <summary>Who claims which ports of a gateway.</summary>
internal sealed class GatewayPorts
{
    private const int PlainPort = 80;
    private const int DefaultSshPort = 22;

    private readonly Gateway _gateway;
    private readonly List<PortClaim> _claims;
    private readonly SortedDictionary<int, EdgePort> _edges = [];
    private readonly List<RouteDraft> _throughEdge = [];
    private readonly Dictionary<string, RouteDraft> _certificates = new(StringComparer.Ordinal);
    private readonly List<PortClash> _clashes = [];

    public GatewayPorts(Gateway gateway)
    {
        _gateway = gateway;
        var ssh = gateway.Lock?.SshPort ?? gateway.Ssh?.Port ?? DefaultSshPort;
        _claims =
        [
            new(TransportProtocol.Tcp, new(ssh, ssh), null, "SSH"),
            new(TransportProtocol.Udp, new(gateway.ListenPort, gateway.ListenPort), null, "WireGuard"),
        ];
    }

    /// <summary>What several sni and http routes want of one port, or of one name.</summary>
    public IReadOnlyList<PortClash> Clashes => _clashes;

    /// <summary>The ports that sni and http routes share.</summary>
    public IReadOnlyDictionary<int, EdgePort> Edges => _edges;

    /// <summary>Enters a route. To be called in the order of the inventory.</summary>
    public void Add(RouteDraft draft)
    {
        if (draft.Route is not ForwardRoute { ThroughEdge: false })
            _throughEdge.Add(draft);
        switch (draft.Route)
        {
            case ForwardRoute route:
                if (route.Tcp is { } tcp)
                    _claims.Add(new(TransportProtocol.Tcp, tcp, draft, $"route '{route.Name}'"));
                if (route.Udp is { } udp)
                    _claims.Add(new(TransportProtocol.Udp, udp, draft, $"route '{route.Name}'"));
                break;
            case SniRoute route:
                _clashes.AddRange(Edge(draft, route.Port, tls: true).Add(draft, route));
                break;
            case HttpRoute route:
                _clashes.AddRange(Edge(draft, route.Port, route.Tls != TlsMode.Off).Add(draft, route));
                _clashes.AddRange(Certificates(draft, route));

                // The authority asks there (RFC 8555, 8.3), and redirects begin there.
                if (route.Redirect || route.Tls == TlsMode.Auto)
                    Edge(draft, PlainPort, tls: false);
                if (route.Redirect)
                    _clashes.AddRange(_edges[PlainPort].AddRedirects(draft, route));
                break;
        }
    }

    /// <summary>
    /// Routes through the edge that lead to a port of that same edge, with the port and who has it: connections would come back. What the
    /// kernel forwards cannot: a connection is translated once.
    /// </summary>
    public IEnumerable<(RouteDraft Draft, int Port, RouteDraft Holder)> Loops()
    {
        var holders = _edges.ToDictionary(e => e.Key, e => e.Value.First);
        foreach (var draft in _throughEdge)
        {
            foreach (var port in draft.Route is ForwardRoute { Tcp: { } ports } ? Each(ports) : [])
                holders.TryAdd(port, draft);
        }

        foreach (var draft in _throughEdge)
        {
            var ports = draft.Route.To.Where(u => u.Host == _gateway.Name).SelectMany(u => Each(u.Ports)).Where(holders.ContainsKey).Take(1);
            foreach (var port in ports)
                yield return (draft, port, holders[port]);
        }
    }

    /// <summary>Pairs of claims that overlap: of the claims to a port, each with one that it meets. At least one of each pair is a route's.</summary>
    public IEnumerable<(PortClaim One, PortClaim Other)> Overlaps()
    {
        var edges = _edges.Select(e => new PortClaim(TransportProtocol.Tcp, new(e.Key, e.Key), e.Value.First, $"route '{e.Value.First.Route.Name}'"));
        PortClaim? widest = null;
        foreach (var claim in _claims.Concat(edges).OrderBy(c => c.Protocol).ThenBy(c => c.Ports.First).ThenBy(c => c.Draft?.Order ?? -1))
        {
            var meets = widest is not null && widest.Protocol == claim.Protocol && claim.Ports.First <= widest.Ports.Last;
            if (meets)
                yield return (claim, widest!);
            if (!meets || claim.Ports.Last > widest!.Ports.Last)
                widest = claim;
        }
    }

    private static IEnumerable<int> Each(PortRange ports) => Enumerable.Range(ports.First, ports.Length);

    /// <summary>A gateway's Caddy has one certificate a name, whatever ports it is served on.</summary>
    private IEnumerable<PortClash> Certificates(RouteDraft draft, HttpRoute route)
    {
        foreach (var name in route.Tls == TlsMode.Off ? [] : route.Names)
        {
            if (!_certificates.TryAdd(name, draft) && _certificates[name].Route is HttpRoute other && other.Tls != route.Tls)
                yield return new(ResolutionCodes.RouteNameTaken, draft, _certificates[name], $"the name '{name}' with different certificates on");
        }
    }

    private EdgePort Edge(RouteDraft draft, int port, bool tls)
    {
        if (!_edges.TryGetValue(port, out var edge))
            _edges.Add(port, edge = new(port));
        edge.Claim(draft, tls);
        return edge;
    }
}
