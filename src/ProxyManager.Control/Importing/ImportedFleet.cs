using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>The fleet that configurations are imported into, with what the earlier ones of them add to it.</summary>
internal sealed class ImportedFleet
{
    private readonly Dictionary<string, ItemName> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _via = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _gateways;
    private readonly Dictionary<string, IReadOnlyList<string>> _addresses;
    private readonly Dictionary<string, int> _ports;
    private readonly HashSet<string> _names;
    private readonly List<ItemEdit> _edits = [];

    public ImportedFleet(Workspace workspace)
    {
        var fleet = workspace.RequireFleet();
        Network = fleet.Network;
        foreach (var host in fleet.Gateways.Cast<Host>().Concat(fleet.Peers).Where(h => h.PublicKey is not null))
            _byKey[host.PublicKey!] = new(host is Gateway ? ItemKind.Gateway : ItemKind.Peer, null, host.Name);
        foreach (var peer in workspace.Items(ItemKind.Peer).Where(p => p["via"].Count > 0))
            _via[peer.Name.Name] = [.. peer["via"]];
        _gateways = fleet.Peers.ToDictionary(p => p.Name, p => p.Via);
        _addresses = fleet.Gateways.Cast<Host>().Concat(fleet.Peers).ToDictionary(h => h.Name, h => (IReadOnlyList<string>)[.. h.Address.All.Select(a => a.ToString())]);
        _ports = fleet.Gateways.ToDictionary(g => g.Name, g => g.ListenPort);
        _names = [.. fleet.Gateways.Select(g => g.Name), .. fleet.Peers.Select(p => p.Name), .. fleet.Gateways.SelectMany(g => g.Groups), .. fleet.Peers.SelectMany(p => p.Groups)];
    }

    public OverlayNetwork Network { get; }

    /// <summary>What takes the configurations over.</summary>
    public IReadOnlyList<ItemEdit> Edits => _edits;

    /// <summary>The host with a key; null when there is none.</summary>
    public ItemName? Find(string publicKey) => _byKey.GetValueOrDefault(publicKey);

    /// <summary>A host that is there has one of these addresses, or nothing is known of its own.</summary>
    public bool HasOneOf(ItemName host, IEnumerable<string> addresses) => !_addresses.TryGetValue(host.Name, out var own) || own.Intersect(addresses).Any();

    /// <summary>The port that a gateway listens on; null where it is not known.</summary>
    public int? ListenPort(ItemName gateway) => _ports.TryGetValue(gateway.Name, out var port) ? port : null;

    /// <summary>The gateways of a peer, its home first, with those that earlier configurations have added.</summary>
    public IReadOnlyList<string> GatewaysOf(ItemName peer) => [.. _gateways.GetValueOrDefault(peer.Name, []).Union(_via.GetValueOrDefault(peer.Name, []))];

    /// <summary>What a peer has as <c>via:</c>, in the inventory's words; null where it has none and joins all.</summary>
    public IReadOnlyList<string>? ViaOf(ItemName peer) => _via.GetValueOrDefault(peer.Name);

    /// <summary>A name that nothing has yet: the one that is wished for, or with a number.</summary>
    public string FreeName(string wish)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? wish : $"{wish[..Math.Min(wish.Length, 59)]}-{number}";
            if (!_names.Contains(name))
                return name;
        }
    }

    /// <summary>Adds a host.</summary>
    public void Add(ItemName host, string publicKey, Dictionary<string, IReadOnlyList<string>> values)
    {
        _names.Add(host.Name);
        _byKey[publicKey] = host;
        if (values.TryGetValue("via", out var via))
            _via[host.Name] = [.. via];
        if (values.TryGetValue("endpoint", out var endpoint) && EndpointForm.Instance.Parse(endpoint[0]).Value is { } reached)
            _ports[host.Name] = reached.Port;
        values["publicKey"] = [publicKey];
        _edits.Add(new(host, ItemAction.Add) { Values = values });
    }

    /// <summary>Sets values of a host that is there.</summary>
    public void Set(ItemName host, Dictionary<string, IReadOnlyList<string>> values)
    {
        if (values.TryGetValue("via", out var via))
            _via[host.Name] = [.. via];
        if (values.Count > 0)
            _edits.Add(new(host, ItemAction.Set) { Values = values });
    }

    /// <summary>Lets a peer that is there join a gateway too. One without <c>via:</c> joins all.</summary>
    public void Join(ItemName peer, string gateway)
    {
        if (!_via.TryGetValue(peer.Name, out var via) || via.Contains(gateway))
            return;
        via.Add(gateway);
        Set(peer, new() { ["via"] = [.. via] });
    }
}
