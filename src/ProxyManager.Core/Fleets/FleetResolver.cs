using ProxyManager.Fleets.Resolution;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets;

/// <summary>
/// Gives an inventory its meaning: looks every name up, fills every default in and checks every rule that needs more than one value. Pure, and
/// linear in the size of the inventory. What is wrong with an item is reported once: what refers to it is not judged.
/// </summary>
public static class FleetResolver
{
    /// <summary>Resolves an inventory.</summary>
    /// <param name="load">What was read.</param>
    /// <param name="locked">The lock beside the inventory, by host; empty without one.</param>
    public static FleetResolution Resolve(InventoryLoad load, IReadOnlyDictionary<string, LockEntry> locked)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(locked);
        if (load.Document is not { } document)
            return new(null, load.Diagnostics);

        var log = new ResolutionLog(load.Diagnostics);
        var names = new FleetNames(document, log);
        var network = NetworkResolver.Resolve(document);
        ResolveHosts(document, network, names, locked, log, out var addresses);
        var routes = ResolveRoutes(document, names, addresses, log);
        var trust = TrustResolver.Keys(document, log);
        var retired = RetiredHosts.Find(document, names, locked, log);
        var fleet = log.HasErrors || network is null ? null : new Fleet(
            document.Root.Value("fleet", NameForm.Item)!.Value,
            network,
            trust,
            TrustResolver.Authority(document),
            [.. names.Gateways.Select(g => (Gateway)g.Resolved!)],
            [.. names.Peers.Select(p => (Peer)p.Resolved!)],
            [.. routes[true].Select(d => d.Route)],
            names.Groups.ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Value.Select(h => h.Name)], StringComparer.Ordinal),
            retired,
            document.Digest)
        {
            DisabledRoutes = [.. routes[false].Select(d => d.Route)],
        };
        return new(fleet, log.Sorted());
    }

    private static void ResolveHosts(
        InventoryDocument document,
        OverlayNetwork? network,
        FleetNames names,
        IReadOnlyDictionary<string, LockEntry> locked,
        ResolutionLog log,
        out AddressBook addresses)
    {
        addresses = new AddressBook(network, log);
        var resolver = new HostResolver(
            new HostSettings(document),
            addresses,
            new KeyRing(locked, log),
            new ViaResolver(names, log),
            new FirewallResolver(document, names, log),
            locked,
            log);
        foreach (var host in names.Hosts)
            resolver.Resolve(host);
        addresses.ReportMissing();
    }

    /// <returns>The valid routes, in the order of the inventory, by whether they are enabled.</returns>
    private static ILookup<bool, RouteDraft> ResolveRoutes(InventoryDocument document, FleetNames names, AddressBook addresses, ResolutionLog log)
    {
        var resolver = new RouteResolver(new TargetResolver(names, addresses, log), new RoutePlacement(names, log), log);
        var routes = document.Routes.Select(resolver.Resolve).OfType<RouteDraft>().ToLookup(d => d.IsEnabled);
        new RouteConflicts(log).Check(routes[true]);
        new UnknownClients(log).Check([.. routes[true]]);
        return routes;
    }
}
