using System.Collections;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Completion;

/// <summary>Completes names of hosts, services, routes and groups.</summary>
public sealed class NameCompleter : InventoryCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> Words(string command, string parameter, IDictionary bound)
    {
        var workspace = Open(bound);
        var gateways = workspace.Items(ItemKind.Gateway).Select(i => i.Name.Name);
        var hosts = gateways.Concat(workspace.Items(ItemKind.Peer).Select(i => i.Name.Name));
        var groups = workspace.Items(ItemKind.Gateway).Concat(workspace.Items(ItemKind.Peer)).SelectMany(i => i["groups"]);
        return (parameter, command[(command.IndexOf('-', StringComparison.Ordinal) + 1)..]) switch
        {
            ("Groups" or "Group", _) => groups,
            ("Via" or "On", _) => gateways.Concat(groups),
            ("To", _) => workspace.Items(ItemKind.Service).Select(i => i.Name.FullName),
            ("Scope", _) => hosts.Concat(groups).Append("all"),
            ("Limit", _) => hosts.Concat(groups),
            ("HostName", _) => hosts,
            ("Name", "PmGateway") => gateways,
            ("Name", "PmPeer") => workspace.Items(ItemKind.Peer).Select(i => i.Name.Name),
            ("Name", "PmPeerConfig") => workspace.Items(ItemKind.Peer).Where(i => i["ssh"].Count == 0).Select(i => i.Name.Name),
            ("Name", "PmRoute" or "PmConnection") => workspace.Items(ItemKind.Route).Select(i => i.Name.Name),
            ("Name", "PmService") => workspace.Items(ItemKind.Service).Where(i => bound["HostName"] is not string host || i.Name.Owner == host).Select(i => i.Name.Name),
            _ => [],
        };
    }
}
