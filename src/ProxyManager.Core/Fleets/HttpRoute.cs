namespace ProxyManager.Fleets;

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
