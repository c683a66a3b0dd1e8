using ProxyManager.Fleets;

namespace ProxyManager.Compilation;

/// <summary>A fleet with the look-ups that concerns share, made once, so that compiling all hosts is linear.</summary>
internal sealed class CompilationContext
{
    public CompilationContext(Fleet fleet, ITemplateRenderer templates)
    {
        Fleet = fleet;
        Templates = templates;
        Gateways = fleet.Gateways.ToDictionary(g => g.Name);
        PeersByGateway = fleet.Peers.SelectMany(p => p.Via, (peer, gateway) => (peer, gateway)).ToLookup(x => x.gateway, x => x.peer);
        RoutesByGateway = fleet.Routes.SelectMany(r => r.On, (route, gateway) => (route, gateway)).ToLookup(x => x.gateway, x => x.route);
        RoutesByTarget = fleet.Routes
            .SelectMany(r => r.To.Select(u => u.Host).Distinct(), (route, host) => (route, host))
            .ToLookup(x => x.host, x => x.route);
    }

    public Fleet Fleet { get; }

    public ITemplateRenderer Templates { get; }

    public IReadOnlyDictionary<string, Gateway> Gateways { get; }

    /// <summary>The peers that keep a tunnel to a gateway.</summary>
    public ILookup<string, Peer> PeersByGateway { get; }

    /// <summary>The routes that a gateway serves.</summary>
    public ILookup<string, Route> RoutesByGateway { get; }

    /// <summary>The routes that lead to a host.</summary>
    public ILookup<string, Route> RoutesByTarget { get; }
}
