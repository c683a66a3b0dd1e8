using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>on:</c>: the gateways that serve a route.</summary>
internal sealed class RoutePlacement(FleetNames names, ResolutionLog log)
{
    /// <summary>Finds the gateways.</summary>
    /// <param name="name">The route's name, with where it stands.</param>
    /// <param name="route">The route's keys.</param>
    /// <param name="targets">Where it leads.</param>
    /// <returns>In the order of the inventory, never empty; null when something is wrong with the choice or with one of them.</returns>
    public IReadOnlyList<HostEntry>? Resolve(Located<string> name, MappingNode route, IReadOnlyList<Target> targets)
    {
        var chosen = route["on"] is null ? Default(name, targets) : Named(name, route, targets);
        if (chosen is null || chosen.Any(g => g.Resolved is null))
            return null;
        return chosen.All(g => SharesFamilies(g, targets)) ? chosen : null;
    }

    private List<HostEntry>? Default(Located<string> name, IReadOnlyList<Target> targets)
    {
        var common = Reachable(targets[0]);
        foreach (var target in targets.Skip(1))
            common.IntersectWith(Reachable(target));
        var gateways = common.Select(names.Host).OfType<HostEntry>().Where(g => g.IsManaged).OrderBy(g => g.Order).ToList();
        if (gateways.Count > 0)
            return gateways;
        log.Error(
            ResolutionCodes.NoTunnel,
            name.Position,
            $"no gateway can serve the route '{name.Value}': none that is ours has a tunnel to "
            + (targets.Count == 1 ? targets[0].Entry.ToString() : "all of its targets"));
        return null;
    }

    private List<HostEntry>? Named(Located<string> name, MappingNode route, IReadOnlyList<Target> targets)
    {
        if (GatewaySelection.Of(route.Values("on", NameForm.Item), names, log) is not { } selection)
            return null;
        var valid = true;
        foreach (var (gateway, position) in selection.Named.Where(n => !n.Gateway.IsManaged && !n.Gateway.Node.HasOmissions))
        {
            log.Error(ResolutionCodes.ForeignGateway, position, $"{gateway} is foreign (it has no 'ssh') and carries no routes", "gateways that are ours");
            valid = false;
        }

        var gateways = selection.Gateways.Where(g => g.IsManaged).ToList();
        if (gateways.Count == 0)
        {
            if (valid)
                log.Error(ResolutionCodes.ForeignGateway, route["on"]!.Value.Position, $"the route '{name.Value}' is on foreign gateways only, which carry no routes");
            return null;
        }

        foreach (var target in targets)
        {
            var reachable = Reachable(target);
            if (gateways.FirstOrDefault(g => !reachable.Contains(g.Name)) is not { } cut)
                continue;
            log.Error(
                ResolutionCodes.NoTunnel,
                target.Position,
                $"{target.Entry} has no tunnel to {cut}, which serves the route '{name.Value}'",
                $"it is reached from {string.Join(", ", reachable)}");
            valid = false;
        }

        return valid ? gateways : null;
    }

    /// <summary>The gateways that reach a target: those with a tunnel to it, or itself (gateways do not know each other).</summary>
    private static HashSet<string> Reachable(Target target) => new(target.Host is Peer peer ? peer.Via : [target.Host.Name], StringComparer.Ordinal);

    private bool SharesFamilies(HostEntry gateway, IReadOnlyList<Target> targets)
    {
        foreach (var target in targets)
        {
            var families = gateway.Resolved!.Address.All.Select(a => a.AddressFamily);
            if (families.Intersect(target.Upstream.Address.All.Select(a => a.AddressFamily)).Any())
                continue;
            log.Error(
                ResolutionCodes.NoSharedFamily,
                target.Position,
                $"{target.Entry} is reached by {(target.Upstream.Address.V4 is null ? "IPv6" : "IPv4")} here, of which {gateway} has no overlay address");
            return false;
        }

        return true;
    }
}
