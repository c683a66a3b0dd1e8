using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>What the edge of a gateway cannot do well: refused with the name of one that can, never silently weakened.</summary>
internal static class EdgeLimits
{
    // `passes` and `fails` of the reverse proxy's active checks came with Caddy 2.8.
    private static readonly Version CountsChecks = new(2, 8);

    /// <summary>Reports what is refused and, as a warning, what is lost.</summary>
    public static bool Check(RouteDraft draft, ResolutionLog log) => draft.Route switch
    {
        HttpRoute => CheckHttp(draft, log),
        SniRoute => CheckConnections(draft, log),
        ForwardRoute { ThroughEdge: true } => CheckConnections(draft, log),
        _ => true,
    };

    /// <summary>Connections that the edge passes on: caddy-l4 counts neither connections nor checks.</summary>
    private static bool CheckConnections(RouteDraft draft, ResolutionLog log)
    {
        if (draft.Gateways.FirstOrDefault(g => g.Edge == EdgeEngine.Caddy) is not { } gateway)
            return true;
        var valid = true;
        if (draft.IsEnabled && draft.Gateways.FirstOrDefault(g => g is { Edge: EdgeEngine.Caddy, Lock: { CaddyLayer4: false, CaddyVersion: not null } }) is { Lock: { } host } without)
        {
            log.Error(
                ResolutionCodes.EdgeCannot,
                draft.Position,
                $"Caddy {host.CaddyVersion} on gateway '{without.Name}' lacks the layer4 app, which passes connections on",
                $"the edge 'haproxy' can, or a Caddy with layer4: `pm host init {without.Name} --caddy FILE`");
            valid = false;
        }

        // With udp the balance is refused on every edge.
        if (draft.Route is { Balance: Balance.LeastConn } and not ForwardRoute { Udp: not null })
            valid = Refuse(draft.Node["balance"], $"balance: least_conn is more than the edge 'caddy' of gateway '{gateway.Name}' can do for connections", log);
        foreach (var key in CountedChecks(draft))
            valid = Refuse(key, $"the edge 'caddy' of gateway '{gateway.Name}' does not count checks of connections ('{key.Key}')", log);
        return valid;
    }

    private static bool Refuse(MappingEntry? key, string message, ResolutionLog log)
    {
        log.Error(ResolutionCodes.EdgeCannot, key!.Value.Position, message, "the edge 'haproxy' can");
        return false;
    }

    /// <summary>Both edges serve http through Caddy; where the lock does not know it, a current one is assumed.</summary>
    private static bool CheckHttp(RouteDraft draft, ResolutionLog log)
    {
        var valid = true;
        foreach (var gateway in draft.IsEnabled ? draft.Gateways : [])
        {
            if (gateway.Lock?.Caddy is not { } version)
                continue;
            if (version < CountsChecks && CountedChecks(draft).FirstOrDefault() is { } counted)
            {
                log.Error(ResolutionCodes.EdgeCannot, counted.KeyPosition, $"Caddy {version} on gateway '{gateway.Name}' does not count checks ('{counted.Key}')", $"Caddy {CountsChecks} or later can");
                valid = false;
            }
        }

        return valid;
    }

    private static IEnumerable<MappingEntry> CountedChecks(RouteDraft draft) =>
        draft.Node.Mapping("health") is { } health ? new[] { health["rise"], health["fall"] }.OfType<MappingEntry>() : [];
}
