using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>The names that an inventory has, for the completion of half-written commands: as they are written, whatever else is wrong with it.</summary>
/// <param name="workspace">The inventory.</param>
public sealed class KnownNames(Workspace workspace)
{
    /// <summary>Names of the gateways.</summary>
    public IEnumerable<string> Gateways => Of(ItemKind.Gateway);

    /// <summary>Names of the gateways and peers.</summary>
    public IEnumerable<string> Hosts => Gateways.Concat(Of(ItemKind.Peer));

    /// <summary>The groups that hosts are in.</summary>
    public IEnumerable<string> Groups => new[] { ItemKind.Gateway, ItemKind.Peer }.SelectMany(workspace.Items).SelectMany(i => i["groups"]).Distinct();

    /// <summary>What an input baseline can be that of.</summary>
    public IEnumerable<string> Scopes => Hosts.Concat(Groups).Append("all");

    /// <summary>Names of the items of a kind, with those of their owners: <c>nas/web</c>.</summary>
    public IEnumerable<string> Of(ItemKind kind) => workspace.Items(kind).Select(i => i.Name.FullName);

    /// <summary>The names that a key of an item takes; none where it takes other values.</summary>
    /// <param name="key">The key, as <see cref="ItemKey.Path"/> has it.</param>
    public IEnumerable<string> For(string key) => key switch
    {
        "groups" => Groups,
        "via" or "on" => Gateways.Concat(Groups),
        "to" => Of(ItemKind.Service),
        _ => [],
    };
}
