using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>The name space that gateways, peers and groups share.</summary>
internal sealed class FleetNames
{
    private const string SharedSpace = "gateways, peers and groups share one name space";

    private readonly Dictionary<string, HostEntry> _hosts = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<HostEntry>> _groups = new(StringComparer.Ordinal);
    private readonly ResolutionLog _log;

    public FleetNames(InventoryDocument document, ResolutionLog log)
    {
        _log = log;
        Gateways = Enter(document.Gateways, HostKind.Gateway);
        Peers = Enter(document.Peers, HostKind.Peer);
        foreach (var host in Hosts)
            Join(host);
        CheckGroupValues(document.Groups);
    }

    /// <summary>In the order of the inventory, also those with something wrong.</summary>
    public IReadOnlyList<HostEntry> Gateways { get; }

    /// <inheritdoc cref="Gateways"/>
    public IReadOnlyList<HostEntry> Peers { get; }

    /// <summary>Gateways, then peers.</summary>
    public IEnumerable<HostEntry> Hosts => Gateways.Concat(Peers);

    /// <summary>Hosts of each group, gateways first.</summary>
    public IReadOnlyDictionary<string, List<HostEntry>> Groups => _groups;

    public HostEntry? Host(string name) => _hosts.GetValueOrDefault(name);

    /// <summary>The host or group name that is nearest to a misspelt one.</summary>
    public string? Nearest(string word) => NearestWord.Find(word, _hosts.Keys.Concat(_groups.Keys));

    /// <summary>The host name that is nearest to a misspelt one.</summary>
    public string? NearestHost(string word) => NearestWord.Find(word, _hosts.Keys);

    /// <summary>The gateway or group name that is nearest to a misspelt one.</summary>
    public string? NearestGateway(string word) => NearestWord.Find(word, Gateways.Select(g => g.Name).Concat(_groups.Keys));

    private List<HostEntry> Enter(IReadOnlyList<MappingEntry> items, HostKind kind)
    {
        var entries = new List<HostEntry>(items.Count);
        foreach (var item in items)
        {
            if (item.Value is not MappingNode node)
                continue;
            var entry = new HostEntry(item.Key, kind, entries.Count, item.KeyPosition, node);
            entries.Add(entry);
            if (!_hosts.TryAdd(entry.Name, entry))
            {
                _log.Error(
                    ResolutionCodes.NameTaken, entry.Position, $"{entry} has the name of {_hosts[entry.Name]} at {_hosts[entry.Name].Position}", SharedSpace);
            }
        }

        return entries;
    }

    private void Join(HostEntry host)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in host.Node.Values("groups", NameForm.Item))
        {
            if (!seen.Add(group.Value))
                _log.Error(ResolutionCodes.ListedTwice, group.Position, $"{host} lists the group '{group.Value}' twice");
            else if (_groups.TryGetValue(group.Value, out var members))
                members.Add(host);
            else if (_hosts.TryGetValue(group.Value, out var namesake))
                _log.Error(ResolutionCodes.NameTaken, group.Position, $"group '{group.Value}' has the name of {namesake} at {namesake.Position}", SharedSpace);
            else
                _groups.Add(group.Value, [host]);
        }
    }

    private void CheckGroupValues(IReadOnlyList<MappingEntry> groups)
    {
        foreach (var group in groups)
        {
            if (_hosts.TryGetValue(group.Key, out var namesake))
                _log.Error(ResolutionCodes.NameTaken, group.KeyPosition, $"group '{group.Key}' has the name of {namesake} at {namesake.Position}", SharedSpace);
            else if (_groups.TryAdd(group.Key, []))
                _log.Warning(ResolutionCodes.GroupWithoutHosts, group.KeyPosition, $"no host is in the group '{group.Key}': its values apply to nothing");
        }
    }
}
