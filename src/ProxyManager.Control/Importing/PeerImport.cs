using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>Takes a client's configuration over: a peer, and those of its gateways that the inventory does not know.</summary>
internal sealed class PeerImport(ImportedFleet fleet, ImportOptions options, WireGuardImport import)
{
    private const string Hooks = "keep it in the peer's own configuration";

    private static readonly (string Key, string Advice)[] Unknown =
    [
        ("ListenPort", "a peer takes any free port"),
        ("DNS", Hooks),
        ("Table", Hooks),
        ("FwMark", Hooks),
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
        if (options.Endpoint is not null)
            throw new UsageException("PM2116", $"'{file.Path}' is a client's configuration: nobody reaches it at an endpoint", "leave --endpoint out, or import it as a gateway's");

        var joined = new List<(string Name, WgQuickSection Section)>();
        foreach (var peer in file.Peers)
        {
            if (Gateway(peer) is { } gateway)
                joined.Add((gateway, peer));
        }

        var home = joined.FindIndex(g => g.Section.List("AllowedIPs").Any(c => Networks.Contains(c.Text)));
        var via = joined.Select(g => g.Name).ToList();
        if (home > 0)
        {
            via.RemoveAt(home);
            via.Insert(0, joined[home].Name);
        }

        var known = fleet.Find(key);
        if (via.Count == 0)
            import.Error(ImportCodes.Missing, own.Position, "the configuration has no [Peer] that a client could go to", "a gateway has PublicKey and Endpoint");
        else
            values["via"] = known?.Kind == ItemKind.Peer ? United(known, via, own) : via;
        AddKeepalive(joined.ConvertAll(g => g.Section), values);
        var first = known is not null && fleet.ViaOf(known) is not null ? fleet.GatewaysOf(known)[0] : via.FirstOrDefault();
        foreach (var (name, section) in joined)
            CompareAllowedIps(section, isHome: name == first);
        AddPeer(file, key, values, PresharedKey(joined.ConvertAll(g => g.Section)));
    }

    private IReadOnlyList<string> Networks => [.. fleet.Network.All.Select(n => n.ToString())];

    /// <summary>What to write for a peer that is there and joins these gateways too: it loses none, and keeps its home where it says which that is.</summary>
    private List<string> United(ItemName peer, List<string> via, WgQuickSection own)
    {
        var had = fleet.GatewaysOf(peer);
        if (fleet.ViaOf(peer) is not { } written)
            return [.. via.Union(had)];
        if (had[0] != via[0])
            import.Warn(own.Position, $"{via[0]} as the first gateway is not taken over: {peer} keeps {had[0]}, which carries its networks", $"write {via[0]} first in its 'via:' where that is meant");
        return [.. written, .. via.Except(had)];
    }

    private void AddPeer(WgQuickFile file, string key, Dictionary<string, IReadOnlyList<string>> values, WgQuickSetting? secret)
    {
        var comments = import.NameOf(file.Interface);
        var known = fleet.Find(key);
        if (known is not null && known.Kind != ItemKind.Peer)
        {
            import.Error(ImportCodes.WrongValue, file.Interface.Position, $"this is the configuration of {known}", "import it as a gateway's");
            return;
        }

        var wish = options.Name ?? comments.ExplicitName ?? ImportedName.Repair(Path.GetFileNameWithoutExtension(file.Path)) ?? "peer";
        var peer = known ?? new(ItemKind.Peer, null, fleet.FreeName(wish));
        if (secret is not null && import.Secrets.Take(peer.Name, secret, import) is { } reference)
            values["presharedKey"] = [reference.ToString()];
        if (known is not null)
        {
            fleet.Set(known, values);
            return;
        }

        if (comments.Remark() is { } description)
            values["description"] = [description];
        fleet.Add(peer, key, values);
    }

    /// <summary>The gateway that a client goes to; null, and said, where it is none.</summary>
    private string? Gateway(WgQuickSection section)
    {
        if (import.PeerKey(section) is not { } key)
            return null;
        if (fleet.Find(key) is { } known)
        {
            if (known.Kind == ItemKind.Gateway)
                return known.Name;
            import.Warn(section.Position, $"{known} is no gateway; a tunnel between two peers is not taken over", "let both go to a gateway");
            return null;
        }

        if (section.Find("Endpoint") is not { } setting)
        {
            import.Warn(section.Position, "a [Peer] without Endpoint is not taken over", "a client goes to its gateways");
            return null;
        }

        if (EndpointForm.Instance.Parse(setting.Value) is not { Problem: null, Value: { } endpoint })
        {
            import.Error(ImportCodes.WrongValue, setting.Position, $"'{setting.Value}' is no endpoint", $"expected {EndpointForm.Instance.Expected}");
            return null;
        }

        var comments = import.NameOf(section);
        var values = new Dictionary<string, IReadOnlyList<string>> { ["endpoint"] = [endpoint.ToString()] };
        if (comments.Description is { } description)
            values["description"] = [description];
        var own = section.List("AllowedIPs").Select(c => CidrForm.Any.Parse(c.Text)).Where(c => c.Problem is null).Select(c => c.Value)
            .Where(n => n.PrefixLength == n.BaseAddress.GetAddressBytes().Length * 8 && import.IsInside(n.BaseAddress)).Select(n => n.BaseAddress).ToList();
        if (own.Count > 0)
            values["address"] = import.Written(own);
        else
            import.Warn(section.Position, "the configuration does not say which address the gateway has inside the network: it gets the next free one", "correct its 'address:'", ImportCodes.Assumed);
        var name = fleet.FreeName(comments.Name ?? ImportedName.Repair(endpoint.Host.Split('.')[0] is var label && endpoint.Address is null ? label : endpoint.Host) ?? "gateway");
        fleet.Add(new(ItemKind.Gateway, null, name), key, values);
        return name;
    }

    /// <summary>The key of all its tunnels; null, and said, where they do not have the same.</summary>
    private WgQuickSetting? PresharedKey(List<WgQuickSection> gateways)
    {
        var keys = gateways.ConvertAll(g => g.Find("PresharedKey"));
        if (keys.Select(k => k?.Value).Distinct().Count() < 2)
            return keys.FirstOrDefault();
        foreach (var key in keys.OfType<WgQuickSetting>())
            import.Warn(key.Position, "this PresharedKey is not taken over", "a peer has one key for all its gateways: give all its tunnels the same");
        return null;
    }

    /// <summary>A peer has one value for all its gateways.</summary>
    private void AddKeepalive(List<WgQuickSection> gateways, Dictionary<string, IReadOnlyList<string>> values)
    {
        var seconds = gateways.ConvertAll(g => import.Keepalive(g.Find("PersistentKeepalive")) ?? 0);
        if (seconds.Count == 0)
            return;
        var most = seconds.Max();
        values["keepalive"] = [most == 0 ? "off" : $"{most}s"];
        foreach (var (section, _) in gateways.Zip(seconds).Where(g => g.Second != most))
            import.Warn(section.Find("PersistentKeepalive")?.Position ?? section.Position, "this PersistentKeepalive is not taken over", $"a peer has one value for all its gateways: {most} s");
    }

    /// <summary>Says where the exported configuration will lead other traffic through the tunnel than this one does.</summary>
    private void CompareAllowedIps(WgQuickSection section, bool isHome)
    {
        foreach (var (text, position) in section.List("AllowedIPs"))
        {
            if (CidrForm.Any.Parse(text) is not { Problem: null, Value: var network })
                import.Error(ImportCodes.WrongValue, position, $"'{text}' is not a network", $"expected {CidrForm.Any.Expected}");
            else if (!import.IsInside(network.BaseAddress) || (isHome ? !Networks.Contains(text) : network.PrefixLength < network.BaseAddress.GetAddressBytes().Length * 8))
                import.Warn(position, $"AllowedIPs {text} is not taken over", $"through its first gateway a peer reaches {string.Join(", ", Networks)}, through another that gateway's own address");
        }
    }
}
