using ProxyManager.Agent.Secrets;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>What a peer has to be.</summary>
/// <param name="Name">For people; empty when only the key is known.</param>
/// <param name="PublicKey">Base64.</param>
/// <param name="AllowedIps">CIDRs.</param>
/// <param name="Endpoint"><c>address:port</c> to begin with; null when the peer comes to us or its name was never resolved.</param>
/// <param name="Keepalive">Seconds; 0 is off.</param>
/// <param name="PresharedKey">Base64; null for none, and for one that the host keeps.</param>
/// <param name="PresharedKeyHash">Hex SHA-256 of a preshared key that the host keeps; null for none, empty for one that nobody has resolved.</param>
internal sealed record PeerSettings(
    string Name,
    string PublicKey,
    IReadOnlyList<string> AllowedIps,
    string? Endpoint,
    int Keepalive,
    string? PresharedKey,
    string? PresharedKeyHash = null)
{
    /// <summary>Whether a live peer has the preshared key that this asks for.</summary>
    public bool HasPresharedKeyOf(LivePeer live) => PresharedKeyHash is { } hash
        ? live.PresharedKey is { } key && SecretStore.HashOf(key) == hash
        : live.PresharedKey == PresharedKey;

    /// <summary>For people: the name, or the beginning of the key.</summary>
    public string Title => Name.Length > 0 ? Name : PublicKey[..8] + "…";
}
