using System.Net;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>An address of an interface.</summary>
/// <param name="Interface">Index of the interface.</param>
/// <param name="Cidr">The address with the length of its prefix.</param>
internal sealed record AddressMessage(int Interface, string Cidr)
{
    /// <summary>struct ifaddrmsg of linux/if_addr.h: family, prefix length at 1, scope at 3, index at 4.</summary>
    public const int HeaderLength = 8;

    private const byte ScopeLink = 253;
    private const ushort AttributeAddress = 1;
    private const ushort AttributeLocal = 2;

    /// <param name="message">What follows the message header.</param>
    /// <returns>Null for addresses that are valid on their link only, and for other families than IP.</returns>
    public static AddressMessage? Parse(ReadOnlySpan<byte> message)
    {
        var attributes = new NetlinkAttributes(message, HeaderLength);
        // Without an end of its own the address stands in the place of the other end's.
        var address = attributes.Find(AttributeLocal) is { Length: > 0 } local ? local : attributes.Find(AttributeAddress);
        return address.Length is 4 or 16 && message[3] != ScopeLink
            ? new AddressMessage(MemoryMarshal.Read<int>(message[4..]), $"{new IPAddress(address)}/{message[1]}")
            : null;
    }
}
