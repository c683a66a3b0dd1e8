using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>One conversation with the kernel's netfilter subsystem, netlink(7).</summary>
internal sealed partial class NetlinkSocket : IDisposable
{
    /// <summary>The kernel answers with an error message, number 0 meaning done.</summary>
    public const ushort Acknowledge = 0x4;

    private const int FamilyNetlink = 16;
    private const int RawCloseOnExec = 0x80003;
    private const int ProtocolNetfilter = 12;
    private const int HeaderLength = 16;
    private const ushort FlagRequest = 0x1;
    private const ushort TypeError = 0x2;

    private readonly int _descriptor;

    /// <exception cref="IOException">The kernel has no such socket, or this process may not open it.</exception>
    public NetlinkSocket()
    {
        _descriptor = Open(FamilyNetlink, RawCloseOnExec, ProtocolNetfilter);
        if (_descriptor < 0)
            throw Failure("open a netlink socket", Marshal.GetLastPInvokeError());
    }

    /// <summary>Sends one request and reads its answer.</summary>
    /// <param name="type">Message type.</param>
    /// <param name="flags">Flags beside the request flag.</param>
    /// <param name="body">What follows the message header.</param>
    /// <returns>What follows the header of the answer; empty for a mere acknowledgement.</returns>
    /// <exception cref="IOException">The kernel answered with an error.</exception>
    public byte[] Request(ushort type, ushort flags, ReadOnlySpan<byte> body)
    {
        var message = new byte[HeaderLength + body.Length];
        MemoryMarshal.Write(message.AsSpan(0), message.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), (ushort)(flags | FlagRequest));
        body.CopyTo(message.AsSpan(HeaderLength));
        if (Send(_descriptor, message, message.Length, 0) != message.Length)
            throw Failure("send a netlink message", Marshal.GetLastPInvokeError());

        var buffer = new byte[8192];
        var length = (int)Receive(_descriptor, buffer, buffer.Length, 0);
        if (length < HeaderLength)
            throw Failure("receive a netlink message", Marshal.GetLastPInvokeError());
        var answer = buffer.AsSpan(HeaderLength, length - HeaderLength);
        if (MemoryMarshal.Read<ushort>(buffer.AsSpan(4)) != TypeError)
            return answer.ToArray();
        var error = MemoryMarshal.Read<int>(answer);
        return error == 0 ? [] : throw Failure("do a netlink request", -error);
    }

    /// <summary>An attribute with a 32-bit number in network byte order, as nfnetlink has them.</summary>
    public static void WriteAttribute(Span<byte> target, ushort type, uint value)
    {
        MemoryMarshal.Write(target, (ushort)8);
        MemoryMarshal.Write(target[2..], type);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], value);
    }

    /// <summary>The 32-bit number of an attribute behind the four bytes of a netfilter header; null when it is not there.</summary>
    public static uint? ReadAttribute(ReadOnlySpan<byte> message, ushort type)
    {
        const int netfilterHeader = 4;
        for (var rest = message.Length >= netfilterHeader ? message[netfilterHeader..] : []; rest.Length >= 4;)
        {
            var length = MemoryMarshal.Read<ushort>(rest);
            if (length < 4 || length > rest.Length)
                return null;
            if (MemoryMarshal.Read<ushort>(rest[2..]) == type && length >= 8)
                return BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
            rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        }

        return null;
    }

    public void Dispose() => _ = Close(_descriptor);

    private static IOException Failure(string what, int error) => new($"cannot {what}: {new Win32Exception(error).Message}");

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, [Out] byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
