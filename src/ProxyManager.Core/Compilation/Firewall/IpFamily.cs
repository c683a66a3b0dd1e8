using System.Net;
using System.Net.Sockets;
using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>What differs between IPv4 and IPv6 in a table for both.</summary>
/// <param name="Number">4 or 6.</param>
/// <param name="Keyword">Of the header's expressions: <c>ip saddr</c>, <c>ip6 saddr</c>.</param>
/// <param name="Protocol">Value of <c>meta nfproto</c>.</param>
/// <param name="AddressType">Type of its addresses in sets.</param>
internal sealed record IpFamily(int Number, string Keyword, NftName Protocol, NftName AddressType)
{
    public static IpFamily V4 { get; } = new(4, "ip", new("ipv4"), new("ipv4_addr"));

    public static IpFamily V6 { get; } = new(6, "ip6", new("ipv6"), new("ipv6_addr"));

    public static IReadOnlyList<IpFamily> All { get; } = [V4, V6];

    private AddressFamily Sockets => Number == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    /// <summary>The address of this family; null when there is none.</summary>
    public IPAddress? Of(OverlayAddress address) => Number == 4 ? address.V4 : address.V6;

    /// <summary>The prefixes of this family.</summary>
    public IReadOnlyList<IPNetwork> Of(IEnumerable<IPNetwork> networks) =>
        [.. networks.Where(n => n.BaseAddress.AddressFamily == Sockets)];
}
