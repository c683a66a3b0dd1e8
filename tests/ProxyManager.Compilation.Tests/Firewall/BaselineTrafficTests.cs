using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>Real packets at a gateway's input baseline that opens nothing: what gives the host its own addresses arrives all the same.</summary>
public sealed class BaselineTrafficTests
{
    private const string ServerLinkLocal = "fe80::5";
    private const string HostLinkLocal = "fe80::1";

    // RFC 2131, 4.1, and RFC 8415, 7.2: each server's port and each client's.
    private const int Server4 = 67;
    private const int Client4 = 68;
    private const int Server6 = 547;
    private const int Client6 = 546;

    [ToolFact("nft", "ip")]
    public void Baseline_ReplyOfDhcp_ArrivesAndNoOtherDatagram()
    {
        using var world = Load();

        Arrives(world, World.ClientV4, Server4, World.GatewayV4, Client4).ShouldBeTrue();
        Arrives(world, World.ClientV4, Server4, World.GatewayV4, 69).ShouldBeFalse("another port");
        Arrives(world, World.ClientV4, 1067, World.GatewayV4, Client4).ShouldBeFalse("not from a server's port");
    }

    [ToolFact("nft", "ip")]
    public void Baseline_ReplyOfDhcpV6_ArrivesFromTheLinkAndNoOtherDatagram()
    {
        using var world = Load();

        Arrives(world, ServerLinkLocal, Server6, HostLinkLocal, Client6).ShouldBeTrue();
        Arrives(world, ServerLinkLocal, Server6, HostLinkLocal, 545).ShouldBeFalse("another port");
        Arrives(world, World.ClientV6, Server6, World.GatewayV6, Client6).ShouldBeFalse("not from the link");
    }

    [ToolFact("nft", "ip")]
    public void Baseline_ReplyOfDhcpThroughTheTunnel_IsDropped()
    {
        using var world = Load();

        Arrives(world.Peer, world.Router, "10.20.1.10", Server4, "10.20.0.1", Client4).ShouldBeFalse();
    }

    private static World Load()
    {
        var world = new World(SampleFleet.Ams1 with { Firewall = new InputBaseline([], Icmp: false), Services = [] });
        World.Up(world.Client, "eth0", $"{ServerLinkLocal}/64");
        World.Up(world.Router, "eth0", $"{HostLinkLocal}/64");
        world.Load();
        return world;
    }

    private static bool Arrives(World world, string source, int sourcePort, string destination, int port) =>
        Arrives(world.Client, world.Router, source, sourcePort, destination, port);

    private static bool Arrives(NetworkNamespace from, NetworkNamespace to, string source, int sourcePort, string destination, int port)
    {
        using var receiver = to.Enter(() => Bound(to, destination, port));
        using var sender = from.Enter(() => Bound(from, source, sourcePort));
        sender.SendTo([1], EndPoint(from, destination, port));
        return receiver.Poll(TimeSpan.FromMilliseconds(World.Patience), SelectMode.SelectRead) && receiver.Receive(new byte[1]) == 1;
    }

    private static Socket Bound(NetworkNamespace space, string address, int port)
    {
        var socket = new Socket(IPAddress.Parse(address).AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(EndPoint(space, address, port));
        return socket;
    }

    /// <summary>An address of the link means something together with the interface only.</summary>
    private static IPEndPoint EndPoint(NetworkNamespace space, string text, int port)
    {
        var address = IPAddress.Parse(text);
        if (address.IsIPv6LinkLocal)
            address.ScopeId = long.Parse(space.Run("cat", "/sys/class/net/eth0/ifindex"), CultureInfo.InvariantCulture);
        return new IPEndPoint(address, port);
    }
}
