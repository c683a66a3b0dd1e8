namespace ProxyManager.Fleets.Resolution;

/// <summary>What routes cannot have beside each other on a gateway. Every clash names both, and is told once however many gateways they share.</summary>
internal sealed class RouteConflicts(ResolutionLog log)
{
    private readonly HashSet<(string, int, int)> _told = [];

    /// <summary>Reports the clashes of routes that are enabled, in the order of the inventory.</summary>
    public void Check(IEnumerable<RouteDraft> drafts)
    {
        var gateways = new OrderedDictionary<string, GatewayPorts>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            foreach (var gateway in draft.Gateways)
            {
                if (!gateways.TryGetValue(gateway.Name, out var ports))
                    gateways.Add(gateway.Name, ports = new(gateway));
                ports.Add(draft);
            }
        }

        foreach (var (gateway, ports) in gateways)
            Check(gateway, ports);
    }

    private void Check(string gateway, GatewayPorts ports)
    {
        foreach (var clash in ports.Clashes)
            Report(clash.Code, clash.Later, clash.Earlier, $"{clash.What} gateway '{gateway}'", clash.Allowed);

        foreach (var (draft, port, holder) in ports.Loops())
        {
            log.Error(
                ResolutionCodes.TargetInvalid,
                draft.Node["to"]!.Value.Position,
                $"the route '{draft.Route.Name}' leads to tcp/{port} of gateway '{gateway}', which the same edge serves for the route '{holder.Route.Name}': connections would come back to it",
                "the port of a service");
        }

        foreach (var (port, edge) in ports.Edges)
        {
            if (edge is { Tls: { } tls, Plain: { } plain })
            {
                var (later, earlier) = InOrder(tls, plain);
                Report(
                    ResolutionCodes.TlsAndPlain, later, earlier, $"tcp/{port} of gateway '{gateway}', route '{tls.Route.Name}' with TLS and route '{plain.Route.Name}' without", NeedsPort80(plain, port));
            }
        }

        foreach (var (one, other) in ports.Overlaps())
        {
            var common = new PortRange(Math.Max(one.Ports.First, other.Ports.First), Math.Min(one.Ports.Last, other.Ports.Last));
            var where = $"{one.Protocol.ToString().ToLowerInvariant()}/{common} of gateway '{gateway}'";
            if (one.Draft is null || other.Draft is null)
                ReportTaken(one.Draft is null ? one : other, (one.Draft ?? other.Draft)!, where);
            else
                ReportPair(one.Draft, other.Draft, where, common.First);
        }
    }

    private void ReportTaken(PortClaim holder, RouteDraft draft, string where)
    {
        if (_told.Add((ResolutionCodes.PortTaken, draft.Order, -1)))
            log.Error(ResolutionCodes.PortTaken, draft.Position, $"the route '{draft.Route.Name}' wants {where}, which belongs to {holder.Owner}");
    }

    private void ReportPair(RouteDraft one, RouteDraft other, string where, int port)
    {
        var (later, earlier) = InOrder(one, other);
        Report(ResolutionCodes.PortTaken, later, earlier, where, NeedsPort80(one, port) ?? NeedsPort80(other, port));
    }

    private void Report(string code, RouteDraft later, RouteDraft earlier, string what, string? allowed)
    {
        if (_told.Add((code, later.Order, earlier.Order)))
            log.Error(code, later.Position, $"the routes '{later.Route.Name}' and '{earlier.Route.Name}' ({earlier.Position}) both want {what}", allowed);
    }

    /// <summary>Why a route has a claim to port 80 that it does not name; null when it has none.</summary>
    private static string? NeedsPort80(RouteDraft draft, int port) => draft.Route is HttpRoute { Tls: not TlsMode.Off } route && port != route.Port
        ? $"the route '{route.Name}' needs port {port} for " + (route.Tls == TlsMode.Auto ? "its certificate" : "redirects (redirect: false stops them)")
        : null;

    private static (RouteDraft Later, RouteDraft Earlier) InOrder(RouteDraft one, RouteDraft other) => one.Order < other.Order ? (other, one) : (one, other);
}
