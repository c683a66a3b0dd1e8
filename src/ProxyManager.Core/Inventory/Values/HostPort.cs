using System.Net;

namespace ProxyManager.Inventory.Values;

/// <summary>A host and a port.</summary>
/// <param name="Host">A DNS name in lower case, or an address (IPv6 without brackets).</param>
/// <param name="Port">1–65535.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <summary><c>host:port</c>, IPv6 in brackets.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>The host as an address; null when it is a name.</summary>
    public IPAddress? Address => AddressText.Parse(Host).Value;
}
