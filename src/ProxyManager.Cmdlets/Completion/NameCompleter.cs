using System.Collections;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Completion;

/// <summary>Completes names of hosts, services, routes and groups.</summary>
public sealed class NameCompleter : InventoryCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> Words(string command, string parameter, IDictionary bound)
    {
        var workspace = Open(bound);
        var names = new KnownNames(workspace);
        return (parameter, command[(command.IndexOf('-', StringComparison.Ordinal) + 1)..]) switch
        {
            ("Group", _) => names.Groups,
            ("Scope", _) => names.Scopes,
            ("Limit", _) => names.Hosts.Concat(names.Groups),
            ("HostName", _) => names.Hosts,
            ("Name", "PmGateway") => names.Gateways,
            ("Name", "PmPeer") => names.Of(ItemKind.Peer),
            ("Name", "PmPeerConfig") => workspace.Items(ItemKind.Peer).Where(i => i["ssh"].Count == 0).Select(i => i.Name.Name),
            ("Name", "PmRoute" or "PmConnection") => names.Of(ItemKind.Route),
            ("Name", "PmService") => workspace.Items(ItemKind.Service).Where(i => bound["HostName"] is not string host || host.Equals(i.Name.Owner, StringComparison.OrdinalIgnoreCase)).Select(i => i.Name.Name),
            _ => names.For(char.ToLowerInvariant(parameter[0]) + parameter[1..]),
        };
    }
}
