using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Inventory.Editing;

/// <summary>A kind of item that commands and cmdlets edit: where it stands and which keys it has.</summary>
public sealed class ItemKind
{
    private ItemKind(string word, string section, MappingShape shape, string? within = null)
    {
        (Word, Section, Shape, Within) = (word, section, shape, within);
        Keys = [.. ItemKey.Of(shape)];
    }

    /// <summary>A public VPS.</summary>
    public static ItemKind Gateway { get; } = new("gateway", "gateways", InventoryShape.Gateway);

    /// <summary>A machine that joins gateways' tunnels.</summary>
    public static ItemKind Peer { get; } = new("peer", "peers", InventoryShape.Peer);

    /// <summary>A named port of a gateway or peer, its owner.</summary>
    public static ItemKind Service { get; } = new("service", "peers", InventoryShape.Service, "services");

    /// <summary>A public entry that leads to a service.</summary>
    public static ItemKind Route { get; } = new("route", "routes", InventoryShape.Route);

    /// <summary>The input baseline of a host, a group or <c>all</c>, which is its name.</summary>
    public static ItemKind Firewall { get; } = new("input baseline", "firewall", InventoryShape.Firewall);

    /// <summary>An open port of an input baseline, its owner; its name is its protocol and port: <c>tcp/22</c>.</summary>
    public static ItemKind FirewallRule { get; } = new("firewall rule", "firewall", InventoryShape.OpenPort, "open");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ItemKind> All { get; } = [Gateway, Peer, Service, Route, Firewall, FirewallRule];

    /// <summary>What one is called in messages.</summary>
    public string Word { get; }

    /// <summary>The top-level key that it stands below. Services stand below gateways too.</summary>
    public string Section { get; }

    /// <summary>The key of its owner that it stands below; null for an item without an owner.</summary>
    public string? Within { get; }

    /// <summary>The keys that can be set, those of mappings within it too.</summary>
    public IReadOnlyList<ItemKey> Keys { get; }

    /// <summary>The keys that can be taken out: an item is something without them. Those of an open port that name it are none.</summary>
    public IEnumerable<ItemKey> Clearable => Keys.Where(k => !k.IsRequired && !(this == FirewallRule && k.Path is "tcp" or "udp"));

    internal MappingShape Shape { get; }

    public override string ToString() => Word;
}
