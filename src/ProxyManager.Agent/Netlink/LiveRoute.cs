using System.Net;

namespace ProxyManager.Agent.Netlink;

/// <summary>A route as the kernel has it.</summary>
/// <param name="Destination">CIDR; a default route has a prefix of length 0.</param>
/// <param name="Interface">Where it leads; null for unreachable, empty for what leads to no one interface.</param>
/// <param name="Table">Number of its table.</param>
/// <param name="Metric">Preference.</param>
internal sealed record LiveRoute(string Destination, string? Interface, int Table, long Metric)
{
    /// <summary>struct rtmsg of linux/rtnetlink.h.</summary>
    public const int HeaderLength = 12;

    /// <summary>The place of the protocol in it.</summary>
    public const int ProtocolAt = 5;

    private const byte TypeUnreachable = 7;
    private const ushort AttributeDestination = 1;
    private const ushort AttributeInterface = 4;
    private const ushort AttributeMetric = 6;
    private const ushort AttributeTable = 15;

    /// <summary>Reads a message about a route: family, prefix length at 1, table at 4, type at 7.</summary>
    /// <param name="message">What follows the message header.</param>
    /// <param name="protocol">The routes that are asked for; older kernels tell of all.</param>
    /// <param name="interfaces">Names by index.</param>
    /// <returns>Null for another protocol.</returns>
    public static LiveRoute? Parse(ReadOnlySpan<byte> message, byte protocol, IReadOnlyDictionary<int, string> interfaces)
    {
        if (message.Length < HeaderLength || message[ProtocolAt] != protocol)
            return null;
        var attributes = new NetlinkAttributes(message, HeaderLength);
        Span<byte> destination = stackalloc byte[message[0] == AddressFamilyNumber.V6 ? 16 : 4];
        destination.Clear();
        if (attributes.Find(AttributeDestination) is var told && told.Length == destination.Length)
            told.CopyTo(destination);
        return new LiveRoute(
            $"{new IPAddress(destination)}/{message[1]}",
            message[7] == TypeUnreachable ? null : interfaces.GetValueOrDefault((int)(attributes.Number(AttributeInterface) ?? 0), ""),
            (int)(attributes.Number(AttributeTable) ?? message[4]),
            attributes.Number(AttributeMetric) ?? 0);
    }
}
