namespace ProxyManager.Fleets;

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
