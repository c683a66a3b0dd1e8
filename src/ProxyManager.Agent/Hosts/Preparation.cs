namespace ProxyManager.Agent.Hosts;

/// <summary>What <c>pm host init</c> did on this host, so that retiring can take it back.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host in the inventory.</param>
/// <param name="Packages">Packages that were installed by it.</param>
/// <param name="Users">Users that these packages made. Debian leaves them when a package is purged.</param>
/// <param name="ForwardingV4">IPv4 forwarding was on before the first preparation.</param>
/// <param name="ForwardingV6">IPv6 forwarding was on before the first preparation.</param>
internal sealed record Preparation(
    string Fleet, string Host, IReadOnlyList<string> Packages, IReadOnlyList<string> Users, bool ForwardingV4, bool ForwardingV6);
