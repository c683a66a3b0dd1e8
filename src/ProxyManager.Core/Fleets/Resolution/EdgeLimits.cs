using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>What the edge of a gateway cannot do well: refused with the name of one that can, never silently weakened.</summary>
internal static class EdgeLimits
{
    // `passes` and `fails` of the reverse proxy's active checks came with Caddy 2.8, the listener wrapper `proxy_protocol` with 2.7.
    private static readonly Version CountsChecks = new(2, 8);
    private static readonly Version TakesProxyProtocol = new(2, 7);

    /// <summary>Reports what is refused and, as a warning, what is lost.</summary>
    public static bool Check(RouteDraft draft, ResolutionLog log) => draft.Route switch
    {
        HttpRoute route => CheckHttp(draft, route, log),
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
        if (draft.Gateways.FirstOrDefault(g => g is { Edge: EdgeEngine.Caddy, Lock: { CaddyLayer4: false, CaddyVersion: not null } }) is { Lock: { } host } without)
        {
            log.Error(
                ResolutionCodes.EdgeCannot,
                draft.Position,
                $"Caddy {host.CaddyVersion} on gateway '{without.Name}' lacks the layer4 app, which passes connections on",
                $"the edge 'haproxy' can, or a Caddy with layer4: `pm host init {without.Name} --caddy FILE`");
            valid = false;
        }

        if (draft.Route.Balance == Balance.LeastConn)
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

    /// <summary>Both edges serve http through Caddy; behind haproxy it learns the client's address by the PROXY protocol.</summary>
    private static bool CheckHttp(RouteDraft draft, HttpRoute route, ResolutionLog log)
    {
        var valid = true;
        foreach (var gateway in draft.Gateways)
        {
            if (CaddyVersion(gateway) is not { } version)
                continue;
            if (version < CountsChecks && CountedChecks(draft).FirstOrDefault() is { } counted)
            {
                log.Error(ResolutionCodes.EdgeCannot, counted.KeyPosition, $"Caddy {version} on gateway '{gateway.Name}' does not count checks ('{counted.Key}')", $"Caddy {CountsChecks} or later can");
                valid = false;
            }

            if (gateway.Edge == EdgeEngine.Haproxy && version < TakesProxyProtocol)
                valid &= CheckUnknownClient(draft, route, gateway, version, log);
        }

        return valid;
    }

    private static bool CheckUnknownClient(RouteDraft draft, HttpRoute route, Gateway gateway, Version version, ResolutionLog log)
    {
        var reason = $"Caddy {version} behind haproxy on gateway '{gateway.Name}' does not learn the client's address";
        var remedy = $"Caddy {TakesProxyProtocol} or later, or the edge 'caddy', can";
        var needs = new[] { draft.Node["allow"], draft.Node["deny"], route.Balance == Balance.Source ? draft.Node["balance"] : null };
        var refused = needs.OfType<MappingEntry>().ToList();
        foreach (var key in refused)
            log.Error(ResolutionCodes.EdgeCannot, key.KeyPosition, $"{reason}, so '{key.Key}' cannot go by it", remedy);
        if (refused.Count == 0)
            log.Warning(ResolutionCodes.ClientAddressLost, draft.Route.Position, $"{reason}: X-Forwarded-For of the route '{route.Name}' will not carry it", remedy);
        return refused.Count == 0;
    }

    private static IEnumerable<MappingEntry> CountedChecks(RouteDraft draft) =>
        draft.Node.Mapping("health") is { } health ? new[] { health["rise"], health["fall"] }.OfType<MappingEntry>() : [];

    /// <summary>Null when the lock does not know it: a current one is assumed.</summary>
    private static Version? CaddyVersion(Gateway gateway) =>
        Version.TryParse(gateway.Lock?.CaddyVersion?.TrimStart('v').Split('-', '+')[0], out var version) ? version : null;
}
