using System.Net;
using System.Net.Sockets;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Editing;

/// <summary>The items of a draft, wherever their kind stands.</summary>
internal sealed class ItemStore(InventoryDraft draft)
{
    private static readonly string[] Protocols = ["tcp", "udp"];

    /// <summary>All items of a kind, in the order of the files.</summary>
    public IEnumerable<InventoryItem> All(ItemKind kind)
    {
        if (kind == ItemKind.Service)
            return Hosts().SelectMany(h => Below(kind, h.Key, h.Value));
        return kind == ItemKind.FirewallRule
            ? draft.Items(kind.Section).SelectMany(s => Rules(s.Key, s.Value))
            : draft.Items(kind.Section).Select(e => Item(new(kind, null, e.Key), e));
    }

    /// <summary>An item; null when there is none.</summary>
    public InventoryItem? Find(ItemName name)
    {
        if (name.Kind == ItemKind.FirewallRule)
            return draft.Find(name.Kind.Section, name.Owner!) is { } scope ? Rules(scope.Key, scope.Value).FirstOrDefault(r => IsSame(r.Name, name)) : null;
        if (name.Kind != ItemKind.Service)
            return draft.Find(name.Kind.Section, name.Name) is { } entry ? Item(name, entry) : null;
        return Owner(name) is { } section && draft.Find(section, name.Owner!, name.Kind.Within!, name.Name) is { } service ? Item(name, service) : null;
    }

    /// <summary>The section of a service's host; null when there is no such host.</summary>
    public string? Owner(ItemName name) =>
        draft.Find(ItemKind.Gateway.Section, name.Owner!) is not null ? ItemKind.Gateway.Section
        : draft.Find(ItemKind.Peer.Section, name.Owner!) is not null ? ItemKind.Peer.Section
        : null;

    /// <summary>The addresses of a gateway or peer: those that are written, and the IPv6 address that follows from the IPv4 one.</summary>
    public IReadOnlyList<IPAddress> Addresses(InventoryItem host)
    {
        var written = host["address"].Select(a => AddressForm.Instance.Parse(a).Value).OfType<IPAddress>().ToList();
        return written is [{ AddressFamily: AddressFamily.InterNetwork } v4] && draft.Network()?.DeriveV6(v4) is { } derived ? [v4, derived] : written;
    }

    /// <summary>Puts an item in, or in the place of the one with its name.</summary>
    /// <returns>Why it cannot be put there; null when it was.</returns>
    public Diagnostic? Put(ItemName name, MappingNode values)
    {
        if (name.Kind == ItemKind.Service)
            return draft.Put(values, Owner(name)!, name.Owner!, name.Kind.Within!, name.Name);
        if (name.Kind != ItemKind.FirewallRule)
            return draft.Put(values, name.Kind.Section, name.Name);
        var rules = Open(name).ToList();
        var place = rules.FindIndex(r => Rule(name.Owner!, r).Any(i => IsSame(i.Name, name)));
        if (place < 0)
            rules.Add(values);
        else if (Protocols.All(p => values[p] is not null))
            Split(rules, place, values, name.Rule.Protocol);
        else
            rules[place] = values;
        return PutOpen(name, rules);
    }

    /// <summary>Takes an item out that is there.</summary>
    public void Remove(ItemName name)
    {
        if (name.Kind == ItemKind.Service)
        {
            draft.Remove(Owner(name)!, name.Owner!, name.Kind.Within!, name.Name);
        }
        else if (name.Kind == ItemKind.FirewallRule)
        {
            // A rule for both protocols is two rules of one list item.
            var rules = Open(name).SelectMany(r => !Rule(name.Owner!, r).Any(i => IsSame(i.Name, name)) ? [r] : Without((MappingNode)r, name.Rule.Protocol));
            PutOpen(name, [.. rules]);
        }
        else
        {
            draft.Remove(name.Kind.Section, name.Name);
        }
    }

    /// <summary>What is set for one of the protocols of a rule must not count for the other: each gets a rule of its own.</summary>
    private static void Split(List<InventoryNode> rules, int place, MappingNode values, string protocol)
    {
        rules[place] = Without((MappingNode)rules[place], protocol).Single();
        rules.Insert(place + 1, values.With([.. values.Entries.Where(e => e.Key == protocol || !Protocols.Contains(e.Key))]));
    }

    private static IEnumerable<InventoryNode> Without(MappingNode rule, string protocol) =>
        Protocols.Any(p => p != protocol && rule[p] is not null) ? [rule.With([.. rule.Entries.Where(e => e.Key != protocol)])] : [];

    private IEnumerable<InventoryNode> Open(ItemName rule) =>
        (draft.Find(rule.Kind.Section, rule.Owner!, rule.Kind.Within!)?.Value as SequenceNode)?.Items ?? [];

    private Diagnostic? PutOpen(ItemName rule, IReadOnlyList<InventoryNode> rules) =>
        draft.Put(new SequenceNode(default, rules), rule.Kind.Section, rule.Owner!, rule.Kind.Within!);

    private IEnumerable<MappingEntry> Hosts() => draft.Items(ItemKind.Gateway.Section).Concat(draft.Items(ItemKind.Peer.Section));

    private static IEnumerable<InventoryItem> Below(ItemKind kind, string owner, InventoryNode node) =>
        (node as MappingNode)?.Items(kind.Within!).Select(e => Item(new(kind, owner, e.Key), e)) ?? [];

    private static IEnumerable<InventoryItem> Rules(string scope, InventoryNode node) =>
        ((node as MappingNode)?[ItemKind.FirewallRule.Within!]?.Value as SequenceNode)?.Items.SelectMany(i => Rule(scope, i)) ?? [];

    private static IEnumerable<InventoryItem> Rule(string scope, InventoryNode node) => node is not MappingNode rule
        ? []
        : from protocol in Protocols
          let port = rule[protocol]?.Value as ScalarNode
          where port is not null
          select new InventoryItem(ItemName.OfRule(scope, protocol, port.Text), rule, rule.Position);

    private static InventoryItem Item(ItemName name, MappingEntry entry) => new(name, entry.Value as MappingNode ?? new(entry.Value.Position, []), entry.KeyPosition);

    /// <summary>Ports are the same however they are written.</summary>
    private static bool IsSame(ItemName first, ItemName second)
    {
        var (a, b) = (first.Rule, second.Rule);
        return a == b
            || (a.Protocol == b.Protocol
                && PortRangeForm.Instance.Parse(a.Ports) is { Problem: null } ports
                && PortRangeForm.Instance.Parse(b.Ports) is { Problem: null } others
                && ports.Value == others.Value);
    }
}
