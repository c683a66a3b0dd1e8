namespace ProxyManager.Fleets;

/// <summary>A forward of ports.</summary>
public sealed record ForwardRoute : Route
{
    /// <summary>Public TCP ports; null without TCP.</summary>
    public PortRange? Tcp { get; init; }

    /// <summary>Public UDP ports; null without UDP.</summary>
    public PortRange? Udp { get; init; }

    public ClientIp ClientIp { get; init; }

    /// <summary>
    /// TCP goes through the edge instead of nftables: several upstreams, health checks or the PROXY protocol.
    /// (UDP always goes through nftables.)
    /// </summary>
    public bool ThroughEdge => Tcp is not null && (To.Count > 1 || Health is not null || ClientIp == ClientIp.ProxyV2);
}
