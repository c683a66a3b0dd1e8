using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>One conversation with a subsystem of the kernel, netlink(7).</summary>
internal sealed partial class NetlinkSocket : IDisposable
{
    /// <summary>The kernel answers with an error message, number 0 meaning done.</summary>
    public const ushort Acknowledge = 0x4;

    /// <summary>Interfaces, addresses, routes and rules, rtnetlink(7).</summary>
    public const int Route = 0;

    /// <summary>Packet filter and connection tracking.</summary>
    public const int Netfilter = 12;

    /// <summary>What sockets there are, sock_diag(7).</summary>
    public const int SocketDiagnosis = 4;

    private const int FamilyNetlink = 16;
    private const int RawCloseOnExec = 0x80003;
    /// <summary>struct nlmsghdr: length, type at 4, flags at 6, sequence, port.</summary>
    public const int HeaderLength = 16;
    private const ushort FlagRequest = 0x1;
    private const ushort FlagDump = 0x300;
    public const ushort TypeError = 0x2;
    private const int LevelNetlink = 270;
    private const int OptionStrict = 12;
    private const int DumpTries = 10;

    private readonly int _descriptor;

    /// <param name="subsystem">Such as <see cref="Netfilter"/>.</param>
    /// <exception cref="IOException">The kernel has no such socket, or this process may not open it.</exception>
    public NetlinkSocket(int subsystem)
    {
        _descriptor = Open(FamilyNetlink, RawCloseOnExec, subsystem);
        if (_descriptor < 0)
            throw Failure("open a netlink socket", Marshal.GetLastPInvokeError());
        // With it the kernel tells what a request asks for and no more: a router's hundred thousand routes stay where they are. Before Linux 4.20 it tells all.
        var on = 1;
        _ = SetOption(_descriptor, LevelNetlink, OptionStrict, ref on, sizeof(int));
    }

    /// <summary>Sends one request and reads its answer.</summary>
    /// <param name="type">Message type.</param>
    /// <param name="flags">Flags beside the request flag.</param>
    /// <param name="body">What follows the message header.</param>
    /// <returns>What follows the header of the answer; empty for a mere acknowledgement.</returns>
    /// <exception cref="IOException">The kernel answered with an error.</exception>
    public byte[] Request(ushort type, ushort flags, ReadOnlySpan<byte> body)
    {
        Send(type, (ushort)(flags | FlagRequest), body);
        var buffer = new byte[8192];
        var length = Receive(buffer);
        var answer = buffer.AsSpan(HeaderLength, length - HeaderLength);
        if (MemoryMarshal.Read<ushort>(buffer.AsSpan(4)) != TypeError)
            return answer.ToArray();
        var error = MemoryMarshal.Read<int>(answer);
        return error == 0 ? [] : throw Failure("do a netlink request", -error);
    }

    /// <summary>Asks for all there is of a kind, and once more where it changed while the kernel told it.</summary>
    /// <param name="type">Message type.</param>
    /// <param name="body">What follows the message header.</param>
    /// <returns>What follows the header of each message of the answer.</returns>
    /// <exception cref="IOException">The kernel answered with an error, or what it tells never stands still.</exception>
    public List<byte[]> Dump(ushort type, ReadOnlySpan<byte> body)
    {
        for (var tries = 0; tries < DumpTries; tries++)
        {
            if (TryDump(type, body) is { } answers)
                return answers;
        }

        throw new IOException($"cannot do a netlink request: what it asks for changed {DumpTries} times while it was told");
    }

    /// <summary>An attribute with a 32-bit number in network byte order, as nfnetlink has them.</summary>
    public static void WriteAttribute(Span<byte> target, ushort type, uint value)
    {
        MemoryMarshal.Write(target, (ushort)8);
        MemoryMarshal.Write(target[2..], type);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], value);
    }

    public void Dispose() => _ = Close(_descriptor);

    /// <returns>Null where what was told changed meanwhile.</returns>
    private List<byte[]>? TryDump(ushort type, ReadOnlySpan<byte> body)
    {
        Send(type, FlagRequest | FlagDump, body);
        var dump = new NetlinkDump();
        var buffer = new byte[32 * 1024];
        while (!dump.Add(buffer.AsSpan(0, Receive(buffer))))
        {
        }

        return dump.WasInterrupted ? null : dump.Answers;
    }

    private void Send(ushort type, ushort flags, ReadOnlySpan<byte> body)
    {
        var message = new byte[HeaderLength + body.Length];
        MemoryMarshal.Write(message.AsSpan(0), message.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), flags);
        body.CopyTo(message.AsSpan(HeaderLength));
        if (Send(_descriptor, message, message.Length, 0) != message.Length)
            throw Failure("send a netlink message", Marshal.GetLastPInvokeError());
    }

    private int Receive(byte[] buffer)
    {
        var length = (int)Receive(_descriptor, buffer, buffer.Length, 0);
        return length >= HeaderLength ? length : throw Failure("receive a netlink message", Marshal.GetLastPInvokeError());
    }

    /// <param name="what">What cannot be done.</param>
    /// <param name="error">The number of the error, errno(3).</param>
    public static IOException Failure(string what, int error) => new($"cannot {what}: {new Win32Exception(error).Message}", error);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int descriptor, int level, int name, ref int value, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int descriptor, [Out] byte[] buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
