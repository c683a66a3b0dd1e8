using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Routes, each by itself.</summary>
internal sealed class RouteResolver(TargetResolver targets, RoutePlacement placement, ResolutionLog log)
{
    private readonly RouteBuilder _builder = new(log);

    /// <summary>Resolves a route.</summary>
    /// <param name="item">The route.</param>
    /// <param name="order">Where it stands among the routes of the inventory.</param>
    /// <returns>Null when something is wrong with it, or with what it refers to.</returns>
    public RouteDraft? Resolve(MappingEntry item, int order)
    {
        if (item.Value is not MappingNode node)
            return null;
        var name = new Located<string>(item.Key, item.KeyPosition);
        if (RouteKeys.Kind(node) is not { } kind)
            return null;

        // All are asked before any of them ends it, so that all errors are reported at once.
        var keysAreValid = RouteKeys.Check(node, kind, log);
        var allow = ClientNetworks.Read(node, "allow");
        var deny = ClientNetworks.Read(node, "deny");
        if (Ports(node) is not { } ports || targets.Resolve(node, ports.Protocol, ports.Length) is not { } found)
            return null;
        var gateways = placement.Resolve(name, node, found);
        if (gateways is null || node.HasOmissions || _builder.Build(kind, name, node, gateways, found) is not { } route)
            return null;

        var position = (node["sni"] ?? node["http"] ?? node["tcp"] ?? node["udp"] ?? node["default"])!.Value.Position;
        var draft = new RouteDraft(route with { Allow = allow, Deny = deny }, order, position, node, [.. gateways.Select(g => (Gateway)g.Resolved!)]);
        var rulesHold = RouteRules.Check(draft, found, log) & EdgeLimits.Check(draft, log);
        return keysAreValid && rulesHold ? draft : null;
    }

    private (TransportProtocol Protocol, int Length)? Ports(MappingNode node)
    {
        var tcp = node.Value("tcp", PortRangeForm.Instance);
        var udp = node.Value("udp", PortRangeForm.Instance);
        if (tcp is null || udp is null)
            return (udp is null ? TransportProtocol.Tcp : TransportProtocol.Udp, (tcp ?? udp)?.Value.Length ?? 1);
        if (tcp.Value.Length == udp.Value.Length)
            return (TransportProtocol.Both, tcp.Value.Length);
        log.Error(
            ResolutionCodes.RangeLength,
            udp.Position,
            $"the route has {tcp.Value.Length} tcp ports, but {udp.Value.Length} udp ports",
            "both ranges have the same length");
        return null;
    }
}
