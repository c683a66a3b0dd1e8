using ProxyManager.Fleets;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>The values of <c>wg-quick.conf.hbs</c>: the configuration that an unmanaged peer imports (wg-quick(8)).</summary>
public static class WgQuickModel
{
    /// <summary>File name of the template.</summary>
    public const string Template = "wg-quick.conf.hbs";

    /// <summary>
    /// Values: <c>fleet</c>, <c>name</c>, <c>privateKey</c> (null when it never left the device: the template leaves a place for it),
    /// <c>addresses</c> and <c>mtu</c> of the interface, and <c>peers</c>, one a gateway: <c>name</c>, <c>publicKey</c>, <c>endpoint</c>,
    /// <c>allowedIps</c>, <c>keepalive</c> (0 is off). All tunnels share
    /// <c>presharedKey</c>; where it is null, <c>presharedKeyReference</c> says where it is found (null for none). Lists are comma-separated text. Home comes first and carries the overlay networks;
    /// gateways without a known key are left out.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Create(Fleet fleet, Peer peer, string? privateKey = null, string? presharedKey = null)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(peer);
        var gateways = fleet.Gateways.ToDictionary(g => g.Name);
        return new Dictionary<string, object?>
        {
            ["fleet"] = fleet.Name,
            ["name"] = peer.Name,
            ["privateKey"] = privateKey,
            ["addresses"] = string.Join(", ", OverlayCidrs.Of(peer.Address)),
            ["mtu"] = peer.Mtu,
            ["peers"] = peer.Via
                .Select(name => gateways[name])
                .Where(g => g.PublicKey is not null)
                .Select(g => (object?)PeerSection(fleet.Network, peer, g, presharedKey))
                .ToList(),
        };
    }

    private static Dictionary<string, object?> PeerSection(OverlayNetwork network, Peer peer, Gateway gateway, string? presharedKey) => new()
    {
        ["name"] = gateway.Name,
        ["publicKey"] = gateway.PublicKey,
        ["presharedKey"] = presharedKey,
        ["presharedKeyReference"] = presharedKey is null ? peer.PresharedKey?.Value.ToString() : null,
        ["endpoint"] = gateway.Endpoint,
        ["allowedIps"] = string.Join(", ", gateway.Name == peer.Home ? OverlayCidrs.Of(network) : OverlayCidrs.Of(gateway.Address)),
        ["keepalive"] = peer.Keepalive,
    };
}
