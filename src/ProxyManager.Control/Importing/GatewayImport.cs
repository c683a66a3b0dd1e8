using System.Globalization;
using System.Net;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>Takes a server's configuration over: a gateway, and its peers.</summary>
internal sealed class GatewayImport(ImportedFleet fleet, ImportOptions options, WireGuardImport import)
{
    private const string PresharedKey = "PresharedKey";
    private const string Hooks = "gateways get the rules that their routes need; what else it did must stay elsewhere";

    private static readonly (string Key, string Advice)[] Unknown =
    [
        ("DNS", "set it where the host's resolver is configured"),
        ("Table", "routes are the product's"),
        ("FwMark", "marks are the product's"),
        ("PreUp", Hooks),
        ("PostUp", Hooks),
        ("PreDown", Hooks),
        ("PostDown", Hooks),
        ("SaveConfig", "the inventory is where the configuration is kept"),
    ];

    public void Add(WgQuickFile file, string key)
    {
        var own = file.Interface;
        import.WarnOf(own, Unknown);
        var values = import.InterfaceValues(own);
        if (Keepalive(file) is > 0 and var seconds)
            values["keepalive"] = [$"{seconds}s"];

        var known = fleet.Find(key);
        if (known is { Kind: var kind } && kind != ItemKind.Gateway)
        {
            import.Error(ImportCodes.WrongValue, own.Position, $"this is the configuration of {known}, which is no gateway", "import it as a peer's");
            return;
        }

        AddEndpoint(own, known, values);
        var gateway = known ?? AddNew(file, key, values);
        if (known is not null)
            fleet.Set(known, values);
        foreach (var peer in file.Peers)
            AddPeer(gateway.Name, peer);
    }

    private ItemName AddNew(WgQuickFile file, string key, Dictionary<string, IReadOnlyList<string>> values)
    {
        var comments = import.NameOf(file.Interface);
        var wish = options.Name ?? comments.ExplicitName ?? ImportedName.Repair(Path.GetFileNameWithoutExtension(file.Path)) ?? "gateway";
        if (comments.Remark() is { } description)
            values["description"] = [description];
        var gateway = new ItemName(ItemKind.Gateway, null, fleet.FreeName(wish));
        fleet.Add(gateway, key, values);
        return gateway;
    }

    private void AddEndpoint(WgQuickSection own, ItemName? known, Dictionary<string, IReadOnlyList<string>> values)
    {
        var port = own.Find("ListenPort") is { } listen ? import.Number(listen, ushort.MaxValue) : null;
        if (options.Endpoint is null)
        {
            if (known is null)
                import.Error(ImportCodes.Missing, own.Position, "a server's configuration does not say how its peers reach it", "say so: --endpoint HOST or HOST:PORT (-Endpoint)");
            else if (port is not null && port != fleet.ListenPort(known))
                values["listenPort"] = [port.Value.ToString(CultureInfo.InvariantCulture)];
            return;
        }

        var bare = AddressForm.Instance.Parse(options.Endpoint).Value is { } address ? new HostPort(address.ToString(), port ?? 0).ToString() : $"{options.Endpoint}:{port}";
        var endpoint = EndpointForm.Instance.Parse(options.Endpoint) is { Problem: null } whole ? whole : EndpointForm.Instance.Parse(bare);
        if (endpoint is not { Problem: null, Value: { } reached })
            throw new UsageException("PM2116", $"'{options.Endpoint}' is no endpoint", $"expected {EndpointForm.Instance.Expected}");
        values["endpoint"] = [reached.ToString()];
        if (port is not null && port != reached.Port)
            values["listenPort"] = [port.Value.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>A gateway has one value for all its peers.</summary>
    private int? Keepalive(WgQuickFile file)
    {
        var seconds = file.Peers.Select(p => (Setting: p.Find("PersistentKeepalive"), Value: import.Keepalive(p.Find("PersistentKeepalive")) ?? 0)).ToList();
        var most = seconds.Select(s => s.Value).DefaultIfEmpty().Max();
        foreach (var (setting, value) in seconds.Where(s => s.Value != most && s.Setting is not null))
            import.Warn(setting!.Position, $"PersistentKeepalive {value} is not taken over", $"a gateway has one value for all its peers: {most} s");
        return most;
    }

    private void AddPeer(string gateway, WgQuickSection peer)
    {
        if (import.PeerKey(peer) is not { } key)
            return;
        import.WarnOf(peer, ("Endpoint", "a gateway waits for its peers, wherever they are"));
        var comments = import.NameOf(peer);
        var addresses = Addresses(peer);
        if (fleet.Find(key) is { } known)
        {
            if (addresses.Count > 0 && !fleet.HasOneOf(known, addresses.Select(a => a.ToString())))
                import.Warn(peer.Position, $"{known} has another address in the inventory, and keeps it");
            if (known.Kind == ItemKind.Peer)
                Join(known, gateway, peer);
            else
                import.Warn(peer.Position, $"{known} is a gateway and joins no other", "tunnels between gateways are not part of an inventory");
            return;
        }

        if (addresses.Count == 0)
        {
            import.Warn(peer.Position, "a [Peer] without an address in the network is not taken over", "give it an address of its own in AllowedIPs (/32 or /128), or add it by hand");
            return;
        }

        var values = new Dictionary<string, IReadOnlyList<string>> { ["address"] = import.Written(addresses), ["via"] = [gateway] };
        if (comments.Description is { } description)
            values["description"] = [description];
        var name = fleet.FreeName(comments.Name ?? $"peer-{ImportedName.Repair(addresses[0].ToString())}");
        if (peer.Find(PresharedKey) is { } secret && import.Secrets.Take(name, secret, import) is { } reference)
            values["presharedKey"] = [reference.ToString()];
        fleet.Add(new(ItemKind.Peer, null, name), key, values);
    }

    /// <summary>A peer that is there may have tunnels already, which its preshared key counts for too.</summary>
    private void Join(ItemName known, string gateway, WgQuickSection peer)
    {
        fleet.Join(known, gateway);
        var secret = peer.Find(PresharedKey);
        if (secret is null && import.Secrets.Has(known.Name))
            import.Warn(peer.Position, $"{known} has a preshared key in the inventory, which counts here too", "give both ends of this tunnel the same key");
        if (secret is not null && import.Secrets.Take(known.Name, secret, import) is { } reference)
        {
            fleet.Set(known, new() { ["presharedKey"] = [reference.ToString()] });
            import.Warn(secret.Position, $"this key counts for all tunnels of {known}", "give the other ends the same key", ImportCodes.Assumed);
        }
    }

    /// <summary>The peer's own addresses; other networks that are led to it are said.</summary>
    private List<IPAddress> Addresses(WgQuickSection peer)
    {
        var own = new List<IPAddress>();
        foreach (var (text, position) in peer.List("AllowedIPs"))
        {
            if (CidrForm.Any.Parse(text) is not { Problem: null, Value: var network })
                import.Error(ImportCodes.WrongValue, position, $"'{text}' is not a network", $"expected {CidrForm.Any.Expected}");
            else if (network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 && import.IsInside(network.BaseAddress) && own.TrueForAll(a => a.AddressFamily != network.BaseAddress.AddressFamily))
                own.Add(network.BaseAddress);
            else
                import.Warn(position, $"AllowedIPs {text} is not taken over", "a peer is its own address in the network; what lies behind it is reached by routes to its services");
        }

        return own;
    }
}
