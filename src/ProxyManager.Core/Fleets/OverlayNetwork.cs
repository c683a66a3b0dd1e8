using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ProxyManager.Fleets;

/// <summary>The overlay's prefixes, at least one.</summary>
/// <param name="V4">Between /8 and /30; null without IPv4.</param>
/// <param name="V6">Between /48 and /96; null without IPv6.</param>
public sealed record OverlayNetwork(IPNetwork? V4, IPNetwork? V6)
{
    /// <summary>Both, IPv4 first.</summary>
    public IEnumerable<IPNetwork> All => new[] { V4, V6 }.OfType<IPNetwork>();

    /// <summary>The prefix of a family; null without that family.</summary>
    public IPNetwork? Prefix(AddressFamily family) => family == AddressFamily.InterNetwork ? V4 : V6;

    /// <summary>The IPv6 address of a host that has only an IPv4 address: the IPv6 prefix with the IPv4 address as its low 32 bits; null without IPv6.</summary>
    public IPAddress? DeriveV6(IPAddress v4)
    {
        ArgumentNullException.ThrowIfNull(v4);
        if (V6 is not { } prefix)
            return null;
        var bytes = prefix.BaseAddress.GetAddressBytes();
        v4.GetAddressBytes().CopyTo(bytes, 12);
        return new IPAddress(bytes);
    }

    /// <summary>The IPv4 broadcast address; null without IPv4.</summary>
    public IPAddress? Broadcast
    {
        get
        {
            if (V4 is not { } prefix)
                return null;
            var bytes = prefix.BaseAddress.GetAddressBytes();
            BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) | (uint.MaxValue >> prefix.PrefixLength));
            return new IPAddress(bytes);
        }
    }
}
