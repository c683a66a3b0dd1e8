namespace ProxyManager.Fleets;

/// <summary>The resolved model: every name is a reference, every default is filled in, everything has been validated.</summary>
/// <param name="Name">Name of the fleet.</param>
/// <param name="Network">The overlay's prefixes.</param>
/// <param name="Trust">One-line public keys that hosts accept; empty when the inventory leaves it to <c>host init</c>.</param>
/// <param name="Acme">The certificate authority of <c>tls: auto</c>; null is Caddy's default.</param>
/// <param name="Gateways">In the order of the inventory.</param>
/// <param name="Peers">In the order of the inventory.</param>
/// <param name="Routes">In the order of the inventory; disabled ones are in <see cref="DisabledRoutes"/>.</param>
/// <param name="Groups">Group name → names of its hosts.</param>
/// <param name="Retired">Hosts that the lock knows and the inventory no longer manages, in ordinal order of their names.</param>
/// <param name="Digest">Hex SHA-256 over the inventory's files in the order in which they are read.</param>
public sealed record Fleet(
    string Name,
    OverlayNetwork Network,
    IReadOnlyList<string> Trust,
    AcmeAuthority? Acme,
    IReadOnlyList<Gateway> Gateways,
    IReadOnlyList<Peer> Peers,
    IReadOnlyList<Route> Routes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Groups,
    IReadOnlyList<RetiredHost> Retired,
    string Digest)
{
    /// <summary>Routes that stay in the inventory and are in no configuration (<c>enabled: false</c>), in its order.</summary>
    public IReadOnlyList<Route> DisabledRoutes { get; init; } = [];

    /// <summary>Everything that is reached over SSH: gateways that are not foreign, then managed peers.</summary>
    public IEnumerable<Host> ManagedHosts => Hosts.Where(h => h.Ssh is not null);

    /// <summary>The groups that every fleet has, as in <see cref="Groups"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> BuiltInGroups => new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["all"] = [.. Hosts.Select(h => h.Name)],
        ["gateways"] = [.. Gateways.Select(g => g.Name)],
        ["peers"] = [.. Peers.Select(p => p.Name)],
        ["managed"] = [.. ManagedHosts.Select(h => h.Name)],
    };

    private IEnumerable<Host> Hosts => Gateways.Cast<Host>().Concat(Peers);
}
