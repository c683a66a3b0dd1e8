using System.Buffers.Binary;

namespace ProxyManager.Agent.Netlink;

/// <summary>The kernel's packet filter, asked over netlink: a fraction of a millisecond where a program would take several.</summary>
internal sealed class Netfilter : INetfilter
{
    /// <summary>struct nfgenmsg of linux/netfilter/nfnetlink.h.</summary>
    private const int HeaderLength = 4;

    /// <summary>Subsystem nftables, message <c>NFT_MSG_GETGEN</c> (linux/netfilter/nf_tables.h).</summary>
    private const ushort GetGeneration = (10 << 8) | 16;

    private const ushort GenerationId = 1;

    /// <summary>Subsystem conntrack, message <c>IPCTNL_MSG_CT_DELETE</c> (linux/netfilter/nfnetlink_conntrack.h).</summary>
    private const ushort DeleteFlows = (1 << 8) | 2;

    private const ushort ConntrackMark = 8;
    private const ushort ConntrackMarkMask = 21;

    public uint? Generation()
    {
        try
        {
            using var socket = new NetlinkSocket(NetlinkSocket.Netfilter);
            var attributes = new NetlinkAttributes(socket.Request(GetGeneration, 0, new byte[HeaderLength]), HeaderLength);
            return attributes.Find(GenerationId) is { Length: >= sizeof(uint) } value ? BinaryPrimitives.ReadUInt32BigEndian(value) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void EndFlows(uint mark, uint mask)
    {
        // Without a mark the kernel would take the message as "all flows", and with 0 as "all unmarked ones".
        ArgumentOutOfRangeException.ThrowIfZero(mark & mask);
        var body = new byte[20];
        NetlinkSocket.WriteAttribute(body.AsSpan(4), ConntrackMark, mark & mask);
        NetlinkSocket.WriteAttribute(body.AsSpan(12), ConntrackMarkMask, mask);
        using var socket = new NetlinkSocket(NetlinkSocket.Netfilter);
        socket.Request(DeleteFlows, NetlinkSocket.Acknowledge, body);
    }
}
