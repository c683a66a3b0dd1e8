using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>An empty datagram into a tunnel: WireGuard opens a session to carry it. It goes to the discard port (RFC 863).</summary>
internal static class Greeting
{
    private const int DiscardPort = 9;

    /// <summary><c>SOL_SOCKET</c> and <c>SO_BINDTODEVICE</c>, socket(7): the datagram leaves by the interface or not at all.</summary>
    private const int SocketLevel = 1;

    private const int BindToDevice = 25;

    /// <summary>Sends it without waiting for anything. Where it cannot be sent the peer opens the session itself, only later.</summary>
    /// <param name="name">The interface.</param>
    /// <param name="allowedIps">The peer's networks; the first with one address only is greeted.</param>
    public static void Send(string name, IReadOnlyList<string> allowedIps)
    {
        foreach (var network in allowedIps)
        {
            if (!IPNetwork.TryParse(network, out var parsed) || parsed.PrefixLength != parsed.BaseAddress.GetAddressBytes().Length * 8)
                continue;
            try
            {
                using var socket = new Socket(parsed.BaseAddress.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes(name + '\0'));
                socket.SendTo([], new IPEndPoint(parsed.BaseAddress, DiscardPort));
            }
            catch (SocketException)
            {
                // See above.
            }

            return;
        }
    }
}
