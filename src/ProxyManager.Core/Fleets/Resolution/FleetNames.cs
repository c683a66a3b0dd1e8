using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>The name space that gateways, peers and groups share.</summary>
internal sealed class FleetNames
{
    // No more errors than this are ever shown, and looking for the nearest word takes time.
    private const int MostSuggestions = 100;

    private const string SharedSpace = "gateways, peers and groups share one name space";

    private readonly Dictionary<string, HostEntry> _hosts = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, List<HostEntry>> _groups = new(StringComparer.Ordinal);
    private readonly ResolutionLog _log;
    private readonly bool _knowsAllGroups;
    private int _suggestions;

    public FleetNames(InventoryDocument document, ResolutionLog log)
    {
        _log = log;
        Gateways = Enter(document.Gateways, HostKind.Gateway);
        Peers = Enter(document.Peers, HostKind.Peer);
        KnowsAllGateways = !document.Root.HasOmissions && document.Root.Mapping("gateways") is not { HasOmissions: true };
        KnowsAllHosts = KnowsAllGateways && document.Root.Mapping("peers") is not { HasOmissions: true };
        _knowsAllGroups = KnowsAllHosts && document.Root.Mapping("groups") is not { HasOmissions: true } && Hosts.All(h => !h.Node.HasOmissions);
        foreach (var host in Hosts)
            Join(host);
        CheckGroupValues(document.Groups);
    }

    /// <summary>In the order of the inventory, also those with something wrong.</summary>
    public IReadOnlyList<HostEntry> Gateways { get; }

    /// <inheritdoc cref="Gateways"/>
    public IReadOnlyList<HostEntry> Peers { get; }

    /// <summary>No gateway was left out: a gateway that is not here is nowhere.</summary>
    public bool KnowsAllGateways { get; }

    /// <summary>No gateway and no peer was left out: a host that is not here is nowhere.</summary>
    public bool KnowsAllHosts { get; }

    /// <summary>Gateways, then peers.</summary>
    public IEnumerable<HostEntry> Hosts => Gateways.Concat(Peers);

    /// <summary>Hosts of each group, gateways first.</summary>
    public IReadOnlyDictionary<string, List<HostEntry>> Groups => _groups;

    public HostEntry? Host(string name) => _hosts.GetValueOrDefault(name);

    /// <summary>Reports a name that no gateway and no group has.</summary>
    public void ReportNoGateway(Located<string> word, string allowed) =>
        ReportUnknown(_knowsAllGroups, word.Value, word.Position, "gateway or group", allowed, Gateways.Select(g => g.Name).Concat(_groups.Keys));

    /// <summary>Reports a name that no gateway and no peer has.</summary>
    public void ReportNoHost(string word, SourcePosition position) => ReportUnknown(KnowsAllHosts, word, position, "gateway or peer", null, _hosts.Keys);

    /// <summary>Reports a name that nobody has.</summary>
    public void ReportNobody(string word, SourcePosition position) =>
        ReportUnknown(_knowsAllGroups, word, position, "host or group", "a host, a group or all", _hosts.Keys.Concat(_groups.Keys));

    private void ReportUnknown(bool knowsAll, string word, SourcePosition position, string what, string? allowed, IEnumerable<string> known)
    {
        // Where something was left out, the name may be that of what was left out.
        if (!knowsAll)
            return;
        var nearest = _suggestions++ < MostSuggestions ? NearestWord.Find(word, known) : null;
        _log.Error(ResolutionCodes.UnknownName, position, $"there is no {what} '{word}'", allowed, nearest);
    }

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
            else if (_groups.TryAdd(group.Key, []) && _knowsAllGroups)
                _log.Warning(ResolutionCodes.GroupWithoutHosts, group.KeyPosition, $"no host is in the group '{group.Key}': its values apply to nothing");
        }
    }
}
