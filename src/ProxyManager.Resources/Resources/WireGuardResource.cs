using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// A WireGuard interface that is up, with its addresses, MTU and peers. Live changes go through <c>wg syncconf</c>, so
/// that other sessions continue. The private key is made on the host, stays in <see cref="PrivateKeyPath"/> and is in no bundle.
/// </summary>
/// <param name="Interface">Name of the interface, at most 15 characters, such as <c>pm0</c>.</param>
/// <param name="ListenPort">UDP port; 0 lets the kernel choose one.</param>
/// <param name="Mtu">Bytes.</param>
/// <param name="Addresses">Addresses in CIDR form, such as <c>10.20.0.1/32</c>; others on the interface are drift.</param>
/// <param name="Peers">All peers; others on the interface are drift.</param>
/// <param name="PrivateKeyPath">Root-only file with the base64 private key.</param>
public sealed record WireGuardResource(
    string Interface,
    int ListenPort,
    int Mtu,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<WireGuardPeer> Peers,
    string PrivateKeyPath) : Resource
{
    [JsonIgnore]
    public override string Kind => "wireguard";

    [JsonIgnore]
    public override string Name => Interface;

    [JsonIgnore]
    public override IEnumerable<SecretName> Secrets => Peers.Select(p => p.PresharedKey).OfType<SecretName>();

    public override Resource WithSecrets(Func<SecretName, SecretName> rename) => Secrets.Any()
        ? this with { Peers = [.. Peers.Select(p => p.PresharedKey is { } key ? p with { PresharedKey = rename(key) } : p)] }
        : this;
}
