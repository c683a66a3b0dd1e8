namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>A network interface.</summary>
/// <param name="Mtu">Bytes.</param>
/// <param name="Up">Administratively up.</param>
/// <param name="Addresses">In CIDR form; link-local ones, which the kernel gives by itself, are left out.</param>
internal sealed record Link(int Mtu, bool Up, IReadOnlySet<string> Addresses);
