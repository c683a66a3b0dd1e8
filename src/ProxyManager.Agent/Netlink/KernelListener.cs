using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>A listening TCP socket of the host.</summary>
/// <param name="Address">The address that it listens at.</param>
/// <param name="Inode">Names it among the open files of processes, proc(5).</param>
internal sealed record KernelListener(IPAddress Address, string Inode)
{
    /// <summary><c>SOCK_DIAG_BY_FAMILY</c> of linux/sock_diag.h.</summary>
    private const ushort ByFamily = 20;

    private const byte ProtocolTcp = 6;

    /// <summary>The bit of the state TCP_LISTEN.</summary>
    private const uint StateListen = 1 << 10;

    /// <summary>
    /// Asks the kernel who listens at a port. It looks at listening sockets only, while a read of <c>/proc/net/tcp</c> goes through its table of
    /// all connections, which has hundreds of thousands of places.
    /// </summary>
    /// <returns>Null where the kernel does not tell.</returns>
    public static IReadOnlyList<KernelListener>? At(int port)
    {
        try
        {
            using var socket = new NetlinkSocket(NetlinkSocket.SocketDiagnosis);
            return [.. Dump(socket, AddressFamilyNumber.V4, port), .. Dump(socket, AddressFamilyNumber.V6, port)];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<KernelListener> Dump(NetlinkSocket socket, byte family, int port)
    {
        // struct inet_diag_req_v2: family, protocol, two bytes, states, and a socket id that begins with the local port.
        var request = new byte[56];
        request[0] = family;
        request[1] = ProtocolTcp;
        MemoryMarshal.Write(request.AsSpan(4), StateListen);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), (ushort)port);
        return socket.Dump(ByFamily, request).Select(Parse);
    }

    /// <summary>struct inet_diag_msg: the local address at 8, the inode at 68.</summary>
    private static KernelListener Parse(byte[] message) => new(
        new IPAddress(message.AsSpan(8, message[0] == AddressFamilyNumber.V4 ? 4 : 16)),
        MemoryMarshal.Read<uint>(message.AsSpan(68)).ToString(CultureInfo.InvariantCulture));
}
