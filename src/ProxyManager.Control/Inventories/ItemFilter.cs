using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>
/// Which items of an inventory are meant: the filters of <c>pm … list</c> and of <c>Get-</c>. Each is null, or has none, where all are meant; names,
/// groups and scopes may have wildcards.
/// </summary>
public sealed record ItemFilter
{
    /// <summary>Names of gateways, peers, routes, and of services, <c>web</c> or <c>nas/web</c>.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Only services of these gateways and peers.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>Only gateways and peers that are in one of these groups, those that every fleet has among them.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Only routes that one of these gateways, or a gateway of these groups, serves.</summary>
    public IReadOnlyList<string>? On { get; init; }

    /// <summary>Only the input baselines of these hosts, groups or <c>all</c>, and the ports that they open.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Only ports of this protocol, <c>tcp</c> or <c>udp</c>, that input baselines open.</summary>
    public string? Protocol { get; init; }

    /// <summary>Only this port, or range A-B, that input baselines open.</summary>
    public string? Port { get; init; }

    /// <summary>The items of a kind that are meant.</summary>
    /// <param name="workspace">The inventory.</param>
    /// <param name="kind">What they are. An item that a filter cannot mean is left out.</param>
    /// <exception cref="UsageException">A pattern cannot be read.</exception>
    /// <exception cref="InvalidInventoryException">A file cannot be read; for groups and gateways of routes, the inventory has errors.</exception>
    public ItemSelection Select(Workspace workspace, ItemKind kind)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(kind);
        var items = workspace.Items(kind);
        var missing = new List<MissingName>();
        var names = Find(kind.Word, Names, items.SelectMany(i => new[] { i.Name.Name, i.Name.FullName }), missing);
        var hosts = Find("gateway or peer", Hosts, new KnownNames(workspace).Hosts, missing);
        var scopes = Find("input baseline", Scopes, workspace.Items(ItemKind.Firewall).Select(b => b.Name.Name), missing);
        var members = Members(workspace, missing);
        var served = Served(workspace, missing);
        return new(
            [
                .. items.Where(i => (names is null || names.Contains(i.Name.Name) || names.Contains(i.Name.FullName))
                    && (hosts is null || hosts.Contains(i.Name.Owner ?? i.Name.Name))
                    && (scopes is null || scopes.Contains(i.Name.Owner ?? i.Name.Name))
                    && members?.Contains(i.Name.Name) != false
                    && served?.Contains(i.Name.Name) != false
                    && IsPort(i.Name)),
            ],
            missing);
    }

    private HashSet<string>? Members(Workspace workspace, List<MissingName> missing)
    {
        if (Groups is not { Count: > 0 })
            return null;
        var groups = GroupsOf(workspace.RequireFleet());
        return [.. Find("group", Groups, groups.Keys, missing)!.SelectMany(g => groups[g])];
    }

    private HashSet<string>? Served(Workspace workspace, List<MissingName> missing)
    {
        if (On is not { Count: > 0 })
            return null;
        var fleet = workspace.RequireFleet();
        var places = GroupsOf(fleet);
        foreach (var gateway in fleet.Gateways)
            places.Add(gateway.Name, [gateway.Name]);
        var gateways = Find("gateway or group", On, places.Keys, missing)!.SelectMany(p => places[p]).ToHashSet();
        return [.. fleet.Routes.Concat(fleet.DisabledRoutes).Where(r => r.On.Any(gateways.Contains)).Select(r => r.Name)];
    }

    /// <summary>Whether an item is a port that was asked for, where one was.</summary>
    private bool IsPort(ItemName name) =>
        (Protocol is null && Port is null)
        || (name.Kind == ItemKind.FirewallRule
            && (Protocol is null || Protocol.Equals(name.Rule.Protocol, StringComparison.OrdinalIgnoreCase))
            && (Port is null || Port == name.Rule.Ports));

    private static Dictionary<string, IReadOnlyList<string>> GroupsOf(Fleet fleet) => fleet.Groups.Concat(fleet.BuiltInGroups).ToDictionary();

    /// <summary>The names that texts mean; null where there are no texts.</summary>
    private static HashSet<string>? Find(string kind, IReadOnlyList<string>? texts, IEnumerable<string> names, List<MissingName> missing)
    {
        if (texts is not { Count: > 0 })
            return null;
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var patterns = texts.Select(t => new NamePattern(t)).ToList();
        missing.AddRange(patterns.Where(p => !p.HasWildcards && !known.Contains(p.Text)).Select(p => MissingName.Of(kind, p.Text, known)));
        // A wildcard does not lead from a host to its services.
        return [.. known.Where(n => patterns.Exists(p => p.Text.Contains('/', StringComparison.Ordinal) == n.Contains('/', StringComparison.Ordinal) && p.IsMatch(n)))];
    }
}
