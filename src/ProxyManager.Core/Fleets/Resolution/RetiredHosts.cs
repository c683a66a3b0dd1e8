using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Hosts that the lock knows and the inventory no longer manages.</summary>
internal static class RetiredHosts
{
    /// <summary>Finds them, and warns of each: what it enforces is nowhere to be read any more.</summary>
    public static IReadOnlyList<RetiredHost> Find(
        InventoryDocument document, FleetNames names, IReadOnlyDictionary<string, LockEntry> locked, ResolutionLog log)
    {
        // Where a host was left out, or one of its keys, it may be managed all the same.
        if (!names.KnowsAllHosts)
            return [];
        var retired = locked
            .Where(l => names.Host(l.Key) is null or { IsManaged: false, Node.HasOmissions: false })
            .OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => Retire(l.Key, l.Value, document))
            .ToList();
        foreach (var host in retired)
        {
            log.Warning(
                ResolutionCodes.HostRetired,
                host.Position,
                $"the host '{host.Name}' is in the lock but no longer managed by the inventory: it still enforces its last state",
                host.Ssh is null ? "put it back into the inventory with 'ssh', and retire it then" : $"run `pm host retire {host.Name}`");
        }

        return retired;
    }

    private static RetiredHost Retire(string name, LockEntry entry, InventoryDocument document) => new()
    {
        Name = name,
        Position = entry.Position ?? document.Root.Position,
        Ssh = entry.Ssh,
        Become = entry.Become,
        Address = new(null, null),
        PublicKey = entry.PublicKey,
        Lock = entry,
    };
}
