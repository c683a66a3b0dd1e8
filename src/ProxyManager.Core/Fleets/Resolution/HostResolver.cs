using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Gateways and peers.</summary>
internal sealed class HostResolver(
    HostSettings settings,
    AddressBook addresses,
    KeyRing keys,
    ViaResolver via,
    FirewallResolver firewall,
    IReadOnlyDictionary<string, LockEntry> locked,
    ResolutionLog log)
{
    private const int DefaultMtu = 1420;
    private const int DefaultPeerKeepalive = 25;
    private static readonly TimeSpan DefaultReconcile = TimeSpan.FromSeconds(30);

    /// <summary>Resolves a host, unless something is wrong with it.</summary>
    public void Resolve(HostEntry entry)
    {
        // All are asked before any of them ends it, so that all errors are reported at once.
        var address = addresses.Enter(entry);
        var keyIsValid = keys.TryResolve(entry, out var key);
        var accessIsValid = CheckAccess(entry);
        var endpoint = entry.Node.Value("endpoint", EndpointForm.Instance);
        var tunnels = entry.Kind == HostKind.Peer ? via.Resolve(entry) : null;
        if (address is null || !keyIsValid || !accessIsValid || entry.Node.HasOmissions)
            return;

        var groups = entry.Node.Values("groups", NameForm.Item).Select(g => g.Value).ToList();
        if (entry.Kind == HostKind.Gateway && endpoint is not null)
            entry.Resolved = Complete(entry, groups, Gateway(entry, groups, endpoint.Value, address), key, defaultKeepalive: 0);
        else if (tunnels is not null)
            entry.Resolved = Complete(entry, groups, Peer(entry, tunnels, address), key, DefaultPeerKeepalive);
        WarnOfSilence(entry);
    }

    private Gateway Gateway(HostEntry entry, IReadOnlyList<string> groups, HostPort endpoint, OverlayAddress address) => new()
    {
        Name = entry.Name,
        Position = entry.Position,
        Address = address,
        Endpoint = endpoint.ToString(),
        ListenPort = entry.Node.Value("listenPort", IntegerForm.Port)?.Value ?? endpoint.Port,
        Edge = settings.Find(entry.Node, groups, "edge", WordForms.Edge)?.Value ?? EdgeEngine.Caddy,
    };

    private static Peer Peer(HostEntry entry, IReadOnlyList<string> tunnels, OverlayAddress address) => new()
    {
        Name = entry.Name,
        Position = entry.Position,
        Address = address,
        Via = tunnels,
        PresharedKey = entry.Node.Value("presharedKey", SecretReferenceForm.Instance),
        Owner = entry.Node.Value("owner", NameForm.Any)?.Value,
    };

    private Host Complete(HostEntry entry, IReadOnlyList<string> groups, Host host, string? key, int defaultKeepalive) => host with
    {
        Ssh = entry.Node.Value("ssh", SshTargetForm.Instance)?.Value,
        Become = entry.Node.Value("become", WordForms.Become)?.Value ?? false,
        PublicKey = key,
        Groups = groups,
        Mtu = settings.Find(entry.Node, groups, "mtu", IntegerForm.Mtu)?.Value ?? DefaultMtu,
        Keepalive = settings.Find(entry.Node, groups, "keepalive", KeepaliveForm.Instance)?.Value ?? defaultKeepalive,
        Reconcile = settings.Find(entry.Node, groups, "reconcile", DurationForm.Reconcile)?.Value ?? DefaultReconcile,
        Services = [.. entry.Node.Items("services").Select(s => (s.Key, (MappingNode)s.Value)).Where(s => !s.Item2.HasOmissions).Select(s => Service(s.Key, s.Item2))],
        Description = entry.Node.Value("description", DescriptionForm.Instance)?.Value,
        Firewall = entry.IsManaged ? firewall.Baseline(entry.Name, groups) : null,
        Lock = entry.IsManaged ? locked.GetValueOrDefault(entry.Name) : null,
    };

    private static Service Service(string name, MappingNode node) => new(
        name,
        node.Value("port", PortRangeForm.Instance)!.Value,
        node.Value("protocol", WordForms.Protocol)?.Value ?? TransportProtocol.Tcp,
        node.Value("description", DescriptionForm.Instance)?.Value);

    /// <summary>
    /// A peer's WireGuard has no fixed port that a baseline could open: what comes from a gateway is let in as the answer to what the peer has
    /// sent, which the kernel remembers for some minutes at most.
    /// </summary>
    private void WarnOfSilence(HostEntry entry)
    {
        if (entry.Resolved is not Fleets.Peer { Firewall: not null, Keepalive: 0 })
            return;
        log.Warning(
            ResolutionCodes.SilentPeer,
            entry.Position,
            $"{entry} has a firewall and keepalive: off: when it has been silent for some minutes, its gateways cannot reach it until it sends something",
            "a keepalive such as 25s");
    }

    private bool CheckAccess(HostEntry entry)
    {
        if (entry.IsManaged || entry.Node.HasOmissions || entry.Node["become"] is not { } become)
            return true;
        log.Error(ResolutionCodes.BecomeWithoutSsh, become.KeyPosition, $"{entry} has 'become' without 'ssh'", "remove it, or say how the host is reached");
        return false;
    }
}
