namespace ProxyManager.Agent.Netlink;

/// <summary>A network interface as the kernel has it.</summary>
/// <param name="Mtu">Bytes.</param>
/// <param name="Up">Administratively up.</param>
/// <param name="Addresses">In CIDR form; link-local ones, which the kernel gives by itself, are left out.</param>
internal sealed record LiveLink(int Mtu, bool Up, IReadOnlySet<string> Addresses);
