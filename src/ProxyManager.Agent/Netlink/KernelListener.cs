using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>A listening TCP socket of the host.</summary>
/// <param name="Address">The address that it listens at.</param>
/// <param name="Inode">Names it among the open files of processes, proc(5).</param>
/// <param name="User">The user id of who opened it.</param>
/// <param name="Id">Names it to the kernel: struct inet_diag_sockid of linux/inet_diag.h.</param>
internal sealed record KernelListener(IPAddress Address, string Inode, uint User, byte[] Id)
{
    /// <summary><c>SOCK_DESTROY</c> of linux/sock_diag.h.</summary>
    private const ushort Destroy = 21;

    /// <summary>struct inet_diag_sockid: ports of both sides, addresses of both sides, interface, cookie.</summary>
    private const int IdLength = 48;

    private const int IdRemotePort = 2;

    private const int IdInterface = 36;

    /// <summary>Of listeners that share a port the kernel finds one by the remote port, so this is asked from several until it is the one that is meant.</summary>
    private const int Tries = 1000;

    private const int NoSuchSocket = 2;

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

    /// <summary>It listens at every address of every interface.</summary>
    public bool IsEverywhere => IsAny(Address) && MemoryMarshal.Read<int>(Id.AsSpan(IdInterface)) == 0;

    /// <summary>It stands for every address of its family.</summary>
    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>
    /// Ends it as if its program had closed it: what waits in its queue goes to another listener of the port where <c>tcp_migrate_req</c> is set,
    /// what the program has accepted stays with it.
    /// </summary>
    /// <exception cref="IOException">This kernel ends no sockets (CONFIG_INET_DIAG_DESTROY), or not one of this kind (MPTCP).</exception>
    public void End()
    {
        using var socket = new NetlinkSocket(NetlinkSocket.SocketDiagnosis);
        var request = Request(Address.AddressFamily == AddressFamily.InterNetwork ? AddressFamilyNumber.V4 : AddressFamilyNumber.V6);
        var id = request.AsSpan(^IdLength..);
        Id.CopyTo(id);
        for (var remote = 1; remote <= Tries; remote++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(id[IdRemotePort..], (ushort)remote);
            try
            {
                socket.Request(Destroy, NetlinkSocket.Acknowledge, request);
                return;
            }
            catch (IOException e) when (e.HResult == NoSuchSocket)
            {
                // The kernel found another one, or this one has ended by itself.
            }
        }
    }

    private static IEnumerable<KernelListener> Dump(NetlinkSocket socket, byte family, int port)
    {
        var request = Request(family);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(^IdLength..), (ushort)port);
        return socket.Dump(ByFamily, request).Select(Parse);
    }

    /// <summary>struct inet_diag_req_v2: family, protocol, two bytes, states, and a socket id that begins with the local port.</summary>
    private static byte[] Request(byte family)
    {
        var request = new byte[8 + IdLength];
        request[0] = family;
        request[1] = ProtocolTcp;
        MemoryMarshal.Write(request.AsSpan(4), StateListen);
        return request;
    }

    /// <summary>struct inet_diag_msg: the socket id at 4 with the local address at 8, the user at 64, the inode at 68.</summary>
    private static KernelListener Parse(byte[] message) => new(
        new IPAddress(message.AsSpan(8, message[0] == AddressFamilyNumber.V4 ? 4 : 16)),
        MemoryMarshal.Read<uint>(message.AsSpan(68)).ToString(CultureInfo.InvariantCulture),
        MemoryMarshal.Read<uint>(message.AsSpan(64)),
        message[4..(4 + IdLength)]);
}
