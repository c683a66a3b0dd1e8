namespace ProxyManager.Fleets;

/// <summary>A public VPS: WireGuard hub, edge proxy, firewall.</summary>
public sealed record Gateway : Host
{
    /// <summary>Where its WireGuard is reached, <c>host:port</c> with IPv6 in brackets.</summary>
    public required string Endpoint { get; init; }

    /// <summary>UDP port of WireGuard on the host itself.</summary>
    public required int ListenPort { get; init; }

    public required EdgeEngine Edge { get; init; }
}
