using System.Net;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Editing;

/// <summary>Finds what names an item: the routes that lead to it or are served by it, the peers that join it, its firewall.</summary>
internal sealed class ItemMentions(ItemStore store)
{
    /// <summary>All places where others name an item.</summary>
    public IEnumerable<ItemMention> Of(InventoryItem item)
    {
        if (item.Name.Kind == ItemKind.Service)
            return In(ItemKind.Route, "to", text => Target(text) is ServiceReference target && target.Host == item.Name.Owner && target.Service == item.Name.Name);
        if (item.Name.Kind != ItemKind.Gateway && item.Name.Kind != ItemKind.Peer)
            return [];
        var name = item.Name.Name;
        var addresses = store.Addresses(item);
        return In(ItemKind.Route, "to", text => LeadsTo(Target(text), name, addresses))
            .Concat(In(ItemKind.Route, "on", text => text == name))
            .Concat(In(ItemKind.Peer, "via", text => text == name))
            .Concat(store.All(ItemKind.Firewall).Where(f => f.Name.Name == name).Select(f => new ItemMention(f, null, f.Position, [])));
    }

    private static TargetReference? Target(string text) => TargetForm.Instance.Parse(text).Value;

    private static bool LeadsTo(TargetReference? target, string host, IReadOnlyList<IPAddress> addresses) => target switch
    {
        ServiceReference service => service.Host == host,
        PortReference port => port.Host == host,
        AddressReference address => addresses.Contains(address.Address),
        UrlReference url => addresses.Contains(url.Address),
        _ => false,
    };

    private IEnumerable<ItemMention> In(ItemKind kind, string key, Func<string, bool> names)
    {
        foreach (var item in store.All(kind))
        {
            var values = item.Values[key]?.Value switch { SequenceNode sequence => sequence.Items, ScalarNode scalar => [scalar], _ => [] };
            var others = values.Where(v => v is not ScalarNode scalar || !names(scalar.Text)).ToList();
            if (others.Count < values.Count)
                yield return new(item, key, values.Except(others).First().Position, others);
        }
    }
}
