using System.Net;

namespace ProxyManager.Fleets;

/// <summary>A host's addresses inside the overlay, at least one.</summary>
public sealed record OverlayAddress(IPAddress? V4, IPAddress? V6)
{
    /// <summary>Both, IPv4 first.</summary>
    public IEnumerable<IPAddress> All => new[] { V4, V6 }.OfType<IPAddress>();
}
