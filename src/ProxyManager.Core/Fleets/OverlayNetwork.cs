using System.Net;

namespace ProxyManager.Fleets;

/// <summary>The overlay's prefixes, at least one.</summary>
/// <param name="V4">Between /8 and /30; null without IPv4.</param>
/// <param name="V6">Between /48 and /96; null without IPv6.</param>
public sealed record OverlayNetwork(IPNetwork? V4, IPNetwork? V6)
{
    /// <summary>Both, IPv4 first.</summary>
    public IEnumerable<IPNetwork> All => new[] { V4, V6 }.OfType<IPNetwork>();
}
