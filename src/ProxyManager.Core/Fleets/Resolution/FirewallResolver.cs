using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>firewall:</c>, the input baselines by scope.</summary>
internal sealed class FirewallResolver
{
    private const string EveryHost = "all";

    private readonly Dictionary<string, Scope> _scopes = new(StringComparer.Ordinal);
    private readonly ResolutionLog _log;

    public FirewallResolver(InventoryDocument document, FleetNames names, ResolutionLog log)
    {
        _log = log;
        foreach (var item in document.Firewall)
        {
            if (item.Value is MappingNode node && IsKnown(item, names))
                _scopes.Add(item.Key, Read(item.Key, node));
        }
    }

    /// <summary>The baseline of a host: of its own scope, its groups (the last first) and <c>all</c>, each key from the first that sets it; null when no scope covers it.</summary>
    public InputBaseline? Baseline(string host, IReadOnlyList<string> groups)
    {
        if (_scopes.Count == 0)
            return null;
        IReadOnlyList<Scope> scopes = [.. new[] { host }.Concat(groups.Reverse()).Append(EveryHost).Select(n => _scopes.GetValueOrDefault(n)).OfType<Scope>()];
        return scopes.Count == 0
            ? null
            : new(scopes.FirstOrDefault(s => s.Open is not null)?.Open ?? [], scopes.FirstOrDefault(s => s.Icmp is not null)?.Icmp ?? true);
    }

    private bool IsKnown(MappingEntry item, FleetNames names)
    {
        if (item.Key == EveryHost || names.Groups.ContainsKey(item.Key))
            return true;
        if (names.Host(item.Key) is not { } host)
        {
            names.ReportNobody(item.Key, item.KeyPosition);
            return false;
        }

        if (host.IsManaged)
            return true;
        if (!host.Node.HasOmissions)
            _log.Error(ResolutionCodes.NotManaged, item.KeyPosition, $"{host} has no 'ssh': nothing is applied to it, so it has no firewall of ours");
        return false;
    }

    private Scope Read(string name, MappingNode node)
    {
        var rules = node["open"]?.Value as SequenceNode;
        return new(rules is null ? null : Open(name, rules), node.Value("icmp", BooleanForm.Instance)?.Value);
    }

    private List<OpenPort> Open(string scope, SequenceNode rules)
    {
        var seen = new Dictionary<(TransportProtocol, PortRange), SourcePosition>();
        var open = new List<OpenPort>();
        foreach (var rule in rules.Items.OfType<MappingNode>().Where(r => !r.HasOmissions))
        {
            var from = ClientNetworks.Read(rule, "from");
            Add(TransportProtocol.Tcp, "tcp");
            Add(TransportProtocol.Udp, "udp");

            void Add(TransportProtocol protocol, string key)
            {
                if (rule.Value(key, PortRangeForm.Instance) is not { } ports)
                    return;
                if (seen.TryAdd((protocol, ports.Value), ports.Position))
                {
                    open.Add(new(protocol, ports.Value, from));
                    return;
                }

                _log.Error(
                    ResolutionCodes.RuleTaken,
                    ports.Position,
                    $"the firewall of '{scope}' opens {key}/{ports.Value} already at {seen[(protocol, ports.Value)]}",
                    "list all networks in the 'from' of one rule");
            }
        }

        return open;
    }

    private sealed record Scope(IReadOnlyList<OpenPort>? Open, bool? Icmp);
}
