namespace ProxyManager.Fleets.Resolution;

/// <summary>Who claims which ports of a gateway.</summary>
internal sealed class GatewayPorts
{
    private const int PlainPort = 80;
    private const int DefaultSshPort = 22;

    private readonly List<PortClaim> _claims;
    private readonly SortedDictionary<int, EdgePort> _edges = [];
    private readonly List<(PortClash Clash, int Port)> _clashes = [];

    public GatewayPorts(Gateway gateway)
    {
        var ssh = gateway.Lock?.SshPort ?? gateway.Ssh?.Port ?? DefaultSshPort;
        _claims =
        [
            new(TransportProtocol.Tcp, new(ssh, ssh), null, "SSH"),
            new(TransportProtocol.Udp, new(gateway.ListenPort, gateway.ListenPort), null, "WireGuard"),
        ];
    }

    /// <summary>What several sni and http routes want of one port.</summary>
    public IReadOnlyList<(PortClash Clash, int Port)> Clashes => _clashes;

    /// <summary>The ports that sni and http routes share.</summary>
    public IReadOnlyDictionary<int, EdgePort> Edges => _edges;

    /// <summary>Enters a route. To be called in the order of the inventory.</summary>
    public void Add(RouteDraft draft)
    {
        switch (draft.Route)
        {
            case ForwardRoute route:
                if (route.Tcp is { } tcp)
                    _claims.Add(new(TransportProtocol.Tcp, tcp, draft, $"route '{route.Name}'"));
                if (route.Udp is { } udp)
                    _claims.Add(new(TransportProtocol.Udp, udp, draft, $"route '{route.Name}'"));
                break;
            case SniRoute route:
                _clashes.AddRange(Edge(draft, route.Port, tls: true).Add(draft, route).Select(c => (c, route.Port)));
                break;
            case HttpRoute route:
                _clashes.AddRange(Edge(draft, route.Port, route.Tls != TlsMode.Off).Add(draft, route).Select(c => (c, route.Port)));

                // The authority asks there (RFC 8555, 8.3), and redirects begin there.
                if (route.Redirect || route.Tls == TlsMode.Auto)
                    Edge(draft, PlainPort, tls: false);
                break;
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

    private EdgePort Edge(RouteDraft draft, int port, bool tls)
    {
        if (!_edges.TryGetValue(port, out var edge))
            _edges.Add(port, edge = new());
        edge.Claim(draft, tls);
        return edge;
    }
}
