using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>
/// A port that also carries <c>sni</c> routes belongs to what stands in front of Caddy's HTTP application, which learns the client's address by the PROXY
/// protocol; Caddy takes that since 2.7. What goes by the address is refused before that, never silently weakened.
/// </summary>
internal sealed class UnknownClients(ResolutionLog log)
{
    private static readonly Version TakesProxyProtocol = new(2, 7);

    /// <summary>Reports what is refused and, as a warning, what is lost.</summary>
    /// <param name="drafts">The enabled routes, in the order of the inventory.</param>
    public void Check(IReadOnlyCollection<RouteDraft> drafts)
    {
        var fronts = drafts.Where(d => d.Route is SniRoute)
            .SelectMany(d => d.Gateways.Select(g => (g.Name, ((SniRoute)d.Route).Port)))
            .ToHashSet();
        foreach (var draft in drafts)
        {
            if (draft.Route is not HttpRoute route)
                continue;
            foreach (var gateway in draft.Gateways.Where(g => fronts.Contains((g.Name, route.Port))))
            {
                if (gateway.Lock?.Caddy is { } version && version < TakesProxyProtocol)
                    Report(draft, route, gateway, version);
            }
        }
    }

    private void Report(RouteDraft draft, HttpRoute route, Gateway gateway, Version version)
    {
        var front = gateway.Edge == EdgeEngine.Haproxy ? "haproxy" : "layer4";
        var reason = $"Caddy {version} behind {front} on gateway '{gateway.Name}' does not learn the client's address";
        var remedy = $"Caddy {TakesProxyProtocol} or later, or a port without sni routes, can";
        var needs = new[] { draft.Node["allow"], draft.Node["deny"], route.Balance == Balance.Source ? draft.Node["balance"] : null };
        var refused = needs.OfType<MappingEntry>().ToList();
        foreach (var key in refused)
            log.Error(ResolutionCodes.EdgeCannot, key.KeyPosition, $"{reason}, so '{key.Key}' cannot go by it", remedy);
        if (refused.Count == 0)
            log.Warning(ResolutionCodes.ClientAddressLost, draft.Route.Position, $"{reason}: X-Forwarded-For of the route '{route.Name}' will not carry it", remedy);
    }
}
