using System.Net;
using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>A public entry that leads to a service.</summary>
public abstract record Route
{
    public required string Name { get; init; }

    /// <summary>Where it stands in the inventory.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The gateways that serve it, in the order of the inventory; never empty, never foreign.</summary>
    public required IReadOnlyList<string> On { get; init; }

    /// <summary>Where it leads; never empty; more than one are balanced.</summary>
    public required IReadOnlyList<Upstream> To { get; init; }

    /// <summary>Clients that may use it; empty is everybody.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>Clients that may not, even when allowed.</summary>
    public IReadOnlyList<IPNetwork> Deny { get; init; } = [];

    public Balance Balance { get; init; }

    /// <summary>Null leaves checks to the edge.</summary>
    public HealthCheck? Health { get; init; }

    public string? Description { get; init; }
}

/// <summary>TLS passed through by SNI (RFC 6066, 3), never ended.</summary>
public sealed record SniRoute : Route
{
    /// <summary>Lower-case names; <c>*.example.com</c> covers exactly one more label. Empty only with <see cref="Default"/>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public int Port { get; init; } = 443;

    /// <summary>Takes what no name on this gateway and port matches.</summary>
    public bool Default { get; init; }

    /// <summary>Sends a PROXY protocol version 2 header.</summary>
    public bool ProxyProtocol { get; init; }
}

/// <summary>HTTP, TLS ended at the gateway.</summary>
public sealed record HttpRoute : Route
{
    /// <summary>Lower-case names; never empty.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Public port: 443 with TLS and 80 without, unless the inventory says otherwise.</summary>
    public required int Port { get; init; }

    /// <summary>Begins with <c>/</c>; null is everything.</summary>
    public string? Path { get; init; }

    public required TlsMode Tls { get; init; }

    /// <summary>Port 80 redirects to this route. Always false without TLS.</summary>
    public bool Redirect { get; init; }

    /// <summary>Upstreams speak TLS.</summary>
    public bool UpstreamTls { get; init; }

    /// <summary>Their certificates are not verified.</summary>
    public bool InsecureUpstream { get; init; }
}

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

/// <summary>Where a route leads.</summary>
/// <param name="Host">The inventory host that has the address.</param>
/// <param name="Address">Its overlay addresses.</param>
/// <param name="Ports">One port, or for a forward as many as the public range has.</param>
/// <param name="Service">Name of the service; null when the route names a port.</param>
public sealed record Upstream(string Host, OverlayAddress Address, PortRange Ports, string? Service);

/// <summary>How several upstreams are chosen from.</summary>
public enum Balance
{
    RoundRobin,
    LeastConn,
    Source,
    First,
}

/// <summary>What the service sees as the client's address.</summary>
public enum ClientIp
{
    /// <summary>The gateway's overlay address of that family.</summary>
    Snat,

    /// <summary>The client's own.</summary>
    Transparent,

    /// <summary>The gateway's, with a PROXY protocol version 2 header before the data.</summary>
    ProxyV2,
}

/// <summary>How TLS ends.</summary>
public enum TlsMode
{
    /// <summary>A certificate by ACME.</summary>
    Auto,

    /// <summary>A certificate of Caddy's own authority.</summary>
    Internal,

    /// <summary>No TLS.</summary>
    Off,
}

/// <summary>Health checks; null leaves a value to the edge.</summary>
public sealed record HealthCheck(TimeSpan? Interval, TimeSpan? Timeout, int? Rise, int? Fall, string? Path);
