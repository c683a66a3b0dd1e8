using ProxyManager.Agent.Secrets;
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
    /// <param name="secrets">The preshared keys that the host keeps; others are kept with the state.</param>
    public static WireGuardSettings From(LiveInterface live, Link link, string? hostKey, SecretStore secrets) => new(
        live.ListenPort,
        link.Mtu,
        link.Up,
        [.. link.Addresses],
        [.. live.Peers.Select(p => From(p.Key, p.Value, secrets))],
        live.PrivateKey == hostKey ? null : live.PrivateKey);

    private static PeerSettings From(string publicKey, LivePeer live, SecretStore secrets)
    {
        var hash = live.PresharedKey is { } key && SecretStore.HashOf(key) is var sha256 && secrets.IsKept(sha256) ? sha256 : null;
        return new PeerSettings(
            "",
            publicKey,
            live.AllowedIps.Split(',', StringSplitOptions.RemoveEmptyEntries),
            live.Endpoint,
            live.Keepalive,
            hash is null ? live.PresharedKey : null,
            hash);
    }
}
