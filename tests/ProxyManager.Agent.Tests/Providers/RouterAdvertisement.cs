using System.Net;
using System.Net.Sockets;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>What a router says of itself to its neighbours (RFC 4861, 4.2).</summary>
internal static class RouterAdvertisement
{
    /// <summary>Tells all nodes behind an interface that the sender is a default router for half an hour. The kernel fills in the checksum.</summary>
    public static void Send(int interfaceIndex)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        // Neighbour discovery is heeded only if no router can have forwarded it.
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastTimeToLive, 255);
        byte[] message = [134, 0, 0, 0, 64, 0, 0x07, 0x08, 0, 0, 0, 0, 0, 0, 0, 0];
        socket.SendTo(message, new IPEndPoint(IPAddress.Parse($"ff02::1%{interfaceIndex}"), 0));
    }
}
