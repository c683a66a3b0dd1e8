using System.Text.Json;
using ProxyManager.Agent.Netlink;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>What an interface has to be: from a resource, or as it was when it was captured.</summary>
/// <param name="ListenPort">UDP port; 0 lets the kernel choose.</param>
/// <param name="Mtu">Bytes.</param>
/// <param name="Up">Administratively up.</param>
/// <param name="Addresses">In CIDR form.</param>
/// <param name="Peers">All peers.</param>
/// <param name="PrivateKey">Base64; null when it is the one in the host's key file.</param>
internal sealed record WireGuardSettings(
    int ListenPort, int Mtu, bool Up, IReadOnlyList<string> Addresses, IReadOnlyList<PeerSettings> Peers, string? PrivateKey)
{
    /// <summary>What a resource asks for.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="addresses">The last known addresses of its endpoints.</param>
    /// <param name="roamed">Where peers without an endpoint were last seen, by public key; null to leave them without.</param>
    public static WireGuardSettings From(
        WireGuardResource resource, EndpointAddresses addresses, IReadOnlyDictionary<string, string>? roamed = null) => new(
        resource.ListenPort,
        resource.Mtu,
        Up: true,
        resource.Addresses,
        [.. resource.Peers.Select(p => new PeerSettings(
            p.Name,
            p.PublicKey,
            p.AllowedIps,
            p.Endpoint is null ? roamed?.GetValueOrDefault(p.PublicKey) : addresses.Resolve(p.Endpoint),
            p.Keepalive,
            PresharedKey: null,
            p.PresharedKey is { } key ? key.Sha256 ?? "" : null))],
        PrivateKey: null);

    /// <summary>What is there now.</summary>
    /// <param name="live">The interface.</param>
    /// <param name="link">Its link.</param>
    /// <param name="hostKey">The private key in the host's key file; another one is kept with the state.</param>
    /// <returns>
    /// With the values of preshared keys: the state may be needed when no generation that names them is kept any more. Peers in an order of
    /// their own, since WireGuard has none: an undo compares two of them as text.
    /// </returns>
    public static WireGuardSettings From(LiveInterface live, LiveLink link, string? hostKey) => new(
        live.ListenPort,
        link.Mtu,
        link.Up,
        [.. link.Addresses.Order(StringComparer.Ordinal)],
        [.. live.Peers.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new PeerSettings(
            "",
            p.Key,
            p.Value.AllowedIps.Split(',', StringSplitOptions.RemoveEmptyEntries),
            p.Value.Endpoint,
            p.Value.Keepalive,
            p.Value.PresharedKey))],
        live.PrivateKey == hostKey ? null : live.PrivateKey);

    /// <summary>
    /// These, with peers left where they have moved to since they were captured. Where the change that is undone sent a peer itself, it does not stay.
    /// </summary>
    /// <param name="change">What the change asked for.</param>
    /// <param name="live">The interface; null when it is not there.</param>
    /// <param name="addresses">The last known addresses of endpoints.</param>
    public WireGuardSettings WithoutMoved(WireGuardResource change, LiveInterface? live, EndpointAddresses addresses)
    {
        var sent = From(change, addresses).Peers.DistinctBy(p => p.PublicKey).ToDictionary(p => p.PublicKey, p => p.Endpoint);
        return this with
        {
            Peers =
            [
                .. Peers.Select(p => live?.Peers.GetValueOrDefault(p.PublicKey)?.Endpoint is { } here && here != sent.GetValueOrDefault(p.PublicKey)
                    ? p with { Endpoint = null }
                    : p),
            ],
        };
    }

    /// <summary>Whether an interface is so. Where a peer is counts only where it has to be sent.</summary>
    /// <param name="now">What it is.</param>
    /// <param name="live">The same, with what is no setting.</param>
    /// <param name="time">To tell silent peers from living ones.</param>
    public bool IsReached(WireGuardSettings now, LiveInterface live, DateTimeOffset time) =>
        !Peers.Any(p => WireGuardDifference.NeedsEndpoint(p, live.Peers.GetValueOrDefault(p.PublicKey), time)) && TextWithoutEndpoints() == now.TextWithoutEndpoints();

    private string TextWithoutEndpoints() =>
        JsonSerializer.Serialize(this with { Peers = [.. Peers.Select(p => p with { Endpoint = null })] }, ProvidersJson.Default.WireGuardSettings);
}
