namespace ProxyManager.Agent.Providers.Routing;

/// <summary>A route of ours as the kernel has it.</summary>
/// <param name="Destination">CIDR; a default route has a prefix of length 0.</param>
/// <param name="Interface">Where it leads; null for unreachable.</param>
/// <param name="Table">Number of its table.</param>
/// <param name="Metric">Preference.</param>
internal sealed record LiveRoute(string Destination, string? Interface, int Table, long Metric);
