namespace ProxyManager.Resources;

/// <summary>A peer of a WireGuard interface.</summary>
/// <param name="Name">Name in the inventory, for people only.</param>
/// <param name="PublicKey">Base64 of 32 bytes.</param>
/// <param name="AllowedIps">CIDRs that are sent to this peer and accepted from it.</param>
/// <param name="Endpoint">
/// <c>host:port</c> to reach the peer at first; null for a peer that comes to us. A different live endpoint is no drift
/// (the peer roamed), and it is never written over while handshakes succeed.
/// </param>
/// <param name="Keepalive">Seconds between keepalive packets; 0 is off.</param>
/// <param name="PresharedKey">Names the preshared key, 32 bytes; null for none.</param>
public sealed record WireGuardPeer(
    string Name,
    string PublicKey,
    IReadOnlyList<string> AllowedIps,
    string? Endpoint = null,
    int Keepalive = 0,
    SecretName? PresharedKey = null);
