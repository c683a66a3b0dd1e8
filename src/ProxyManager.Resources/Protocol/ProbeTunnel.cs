namespace ProxyManager.Resources.Protocol;

/// <summary>A WireGuard tunnel that is looked at.</summary>
/// <param name="Interface">The interface on the host that is asked.</param>
/// <param name="PublicKey">The other end.</param>
/// <param name="Address">The other end's overlay address.</param>
/// <param name="Mtu">Bytes that a packet through it may have.</param>
public sealed record ProbeTunnel(string Interface, string PublicKey, string Address, int Mtu);
