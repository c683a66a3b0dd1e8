using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>What the kernel tells of an interface itself.</summary>
/// <param name="Index">Names it in other messages.</param>
/// <param name="Name">Names it for people.</param>
/// <param name="Mtu">Bytes.</param>
/// <param name="Up">Administratively up.</param>
internal sealed record LinkMessage(int Index, string Name, int Mtu, bool Up)
{
    /// <summary>struct ifinfomsg of linux/rtnetlink.h: index at 4, flags at 8.</summary>
    public const int HeaderLength = 16;

    private const uint FlagUp = 1;
    private const ushort AttributeName = 3;
    private const ushort AttributeMtu = 4;

    /// <param name="message">What follows the message header.</param>
    /// <returns>Null for what is no interface.</returns>
    public static LinkMessage? Parse(ReadOnlySpan<byte> message)
    {
        var attributes = new NetlinkAttributes(message, HeaderLength);
        return attributes.Text(AttributeName) is { } name
            ? new LinkMessage(
                MemoryMarshal.Read<int>(message[4..]),
                name,
                (int)(attributes.Number(AttributeMtu) ?? 0),
                (MemoryMarshal.Read<uint>(message[8..]) & FlagUp) != 0)
            : null;
    }
}
