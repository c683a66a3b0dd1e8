namespace ProxyManager.Fleets;

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
