using System.Net;
using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>Real packets through a gateway's table: a client, the gateway and a peer in namespaces of their own.</summary>
public sealed class GatewayTrafficTests
{
    private static readonly Gateway Gateway = SampleFleet.Ams1 with { Firewall = null };

    [ToolFact("nft", "ip")]
    public void Forward_Snat_ServiceSeesGatewayInBothFamilies()
    {
        using var world = Load(SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80)));
        world.SourceSeen(World.GatewayV4, 8000, 80).ShouldBe(Gateway.Address.V4);
        world.SourceSeen(World.GatewayV6, 8000, 80).ShouldBe(Gateway.Address.V6);
    }

    [ToolFact("nft", "ip")]
    public void Forward_Transparent_ServiceSeesClientInBothFamilies()
    {
        using var world = Load(SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80)) with { ClientIp = ClientIp.Transparent });
        world.SourceSeen(World.GatewayV4, 8000, 80).ShouldBe(IPAddress.Parse(World.ClientV4));
        world.SourceSeen(World.GatewayV6, 8000, 80).ShouldBe(IPAddress.Parse(World.ClientV6));
    }

    [ToolFact("nft", "ip")]
    public void Forward_Range_ShiftsPorts()
    {
        using var world = Load(new ForwardRoute
        {
            Name = "game",
            Position = default,
            On = ["ams1"],
            To = [SampleFleet.To(SampleFleet.Nas, 27015, 27020)],
            Tcp = new PortRange(7100, 7105),
        });
        world.SourceSeen(World.GatewayV4, 7103, 27018).ShouldBe(Gateway.Address.V4);
        world.SourceSeen(World.GatewayV4, 7106, 27021).ShouldBeNull();
    }

    [ToolFact("nft", "ip")]
    public void Forward_DeniedClient_IsRefused()
    {
        var route = SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80));
        using var world = Load(route with { Deny = SampleFleet.Networks("203.0.113.0/24") });
        world.SourceSeen(World.GatewayV4, 8000, 80).ShouldBeNull();
        world.SourceSeen(World.GatewayV6, 8000, 80).ShouldBe(Gateway.Address.V6);
        world.Load(route with { Allow = SampleFleet.Networks("203.0.113.0/24") });
        world.SourceSeen(World.GatewayV4, 8000, 80).ShouldBe(Gateway.Address.V4);
        world.SourceSeen(World.GatewayV6, 8000, 80).ShouldBeNull();
    }

    [ToolFact("nft", "ip")]
    public void Forward_NoRoute_NothingEntersOrLeavesTheTunnel()
    {
        using var world = Load(SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80)));
        World.SourceSeen(world.Client, world.Peer, "10.20.1.10", 80, 80).ShouldBeNull();
        World.SourceSeen(world.Peer, world.Client, World.ClientV4, 80, 80).ShouldBeNull();
    }

    [ToolFact("nft", "ip")]
    public void Forward_UdpOverTwoUpstreams_AlternatesBetweenThem()
    {
        using var world = Load(new ForwardRoute
        {
            Name = "dns",
            Position = default,
            On = ["ams1"],
            To = [SampleFleet.To(SampleFleet.Nas, 53), SampleFleet.To(SampleFleet.Nuc, 53)],
            Udp = new PortRange(53, 53),
        });
        using var first = world.Peer.Enter(() => Udp(IPAddress.Parse("10.20.1.10"), 53));
        using var second = world.Peer.Enter(() => Udp(IPAddress.Parse("10.20.1.11"), 53));
        for (var i = 0; i < 4; i++)
        {
            using var sender = world.Client.Enter(() => Udp(IPAddress.Any, 0));
            sender.SendTo([1], new IPEndPoint(IPAddress.Parse(World.GatewayV4), 53));
        }

        foreach (var socket in new[] { first, second })
        {
            socket.Receive(new byte[1]).ShouldBe(1);
            socket.Receive(new byte[1]).ShouldBe(1);
        }
    }

    [ToolFact("nft", "ip")]
    public void Forward_UdpBalancedBySource_KeepsEachClientAtOneUpstream()
    {
        const int Clients = 16;
        using var world = Load(new ForwardRoute
        {
            Name = "dns",
            Position = default,
            On = ["ams1"],
            To = [SampleFleet.To(SampleFleet.Nas, 53), SampleFleet.To(SampleFleet.Nuc, 53)],
            Udp = new PortRange(53, 53),
            Balance = Balance.Source,
        });
        using var first = world.Peer.Enter(() => Udp(IPAddress.Parse("10.20.1.10"), 53));
        using var second = world.Peer.Enter(() => Udp(IPAddress.Parse("10.20.1.11"), 53));
        foreach (var client in Enumerable.Range(0, Clients))
        {
            world.Client.Run("ip", "addr", "add", $"203.0.113.{100 + client}/24", "dev", "eth0");
            for (var i = 0; i < 3; i++)
            {
                using var sender = world.Client.Enter(() => Udp(IPAddress.Parse($"203.0.113.{100 + client}"), 0));
                sender.SendTo([(byte)client], new IPEndPoint(IPAddress.Parse(World.GatewayV4), 53));
            }
        }

        var (atFirst, atSecond) = (Received(first), Received(second));
        atFirst.Concat(atSecond).Order().ShouldBe(Enumerable.Range(0, Clients * 3).Select(i => i / 3));
        atFirst.Intersect(atSecond).ShouldBeEmpty();
        atFirst.ShouldNotBeEmpty();
        atSecond.ShouldNotBeEmpty();
    }

    [ToolFact("nft", "ip")]
    public void Forward_ToServiceOfTheGateway_ServiceSeesClientAlsoBehindABaseline()
    {
        var route = SampleFleet.Tcp("own", 8888, new Upstream("ams1", Gateway.Address, new PortRange(8080, 8080), "site"));
        foreach (var baseline in new[] { null, new InputBaseline([], Icmp: false) })
        {
            using var world = new World(Gateway with { Firewall = baseline });
            world.Load(route);
            World.SourceSeen(world.Client, world.Router, World.GatewayV4, 8888, 8080).ShouldBe(IPAddress.Parse(World.ClientV4));
            World.SourceSeen(world.Client, world.Router, World.GatewayV6, 8888, 8080).ShouldBe(IPAddress.Parse(World.ClientV6));
            world.Load(route with { Deny = SampleFleet.Networks("203.0.113.0/24") });
            World.SourceSeen(world.Client, world.Router, World.GatewayV4, 8888, 8080).ShouldBeNull();
        }
    }

    [ToolFact("nft", "ip")]
    public void Forward_SmallerTunnel_ClampsSegmentsOfBothEnds()
    {
        using var world = Load(SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80)));
        world.Router.Run("ip", "link", "set", "pm0", "mtu", "1300");
        using var connection = world.Connect(8000, 80);
        MaxSegment(connection.Service).ShouldBeLessThanOrEqualTo(1300 - 40);
        MaxSegment(connection.Client).ShouldBeLessThanOrEqualTo(1300 - 40);
    }

    [ToolFact("nft", "ip")]
    public void Load_AccessChanges_EndsOnlyFlowsNoLongerAdmitted()
    {
        var route = SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80));
        using var world = Load(route);
        using var connection = world.Connect(8000, 80);
        world.Load(route with { Allow = SampleFleet.Networks("203.0.113.0/24") });
        connection.Exchange().ShouldBeTrue();
        world.Load(route with { Allow = SampleFleet.Networks("198.51.100.0/24") });
        connection.Exchange().ShouldBeFalse();
    }

    [ToolFact("nft", "ip")]
    public void Load_RouteRemoved_EndsItsFlowsAndNoOther()
    {
        var web = SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80));
        var git = SampleFleet.Tcp("git", 8001, SampleFleet.To(SampleFleet.Nas, 81));
        using var world = Load(web, git);
        using var removed = world.Connect(8000, 80);
        using var kept = world.Connect(8001, 81);
        world.Load(git);
        removed.Exchange().ShouldBeFalse();
        kept.Exchange().ShouldBeTrue();
    }

    /// <summary>Conntrack takes running sessions up in mid-stream as new when the table is loaded for the first time.</summary>
    [ToolFact("nft", "ip")]
    public void Load_FirstTimeOverRunningSsh_LeavesTheSessionAlone()
    {
        using var world = new World(Gateway);
        using var session = World.Connect(world.Client, world.Router, World.GatewayV4, 22, 22);
        world.Load(SampleFleet.Tcp("trap", 22, SampleFleet.To(SampleFleet.Nas, 22)));
        session.Exchange().ShouldBeTrue();
    }

    [ToolFact("nft", "ip")]
    public void Load_Baseline_AdmitsOnlyWhatItNames()
    {
        var gateway = Gateway with
        {
            Firewall = new InputBaseline([new OpenPort(TransportProtocol.Tcp, new PortRange(9000, 9000), SampleFleet.Networks("203.0.113.0/24"))], Icmp: true),
        };
        using var world = new World(gateway);
        world.Load();
        World.SourceSeen(world.Client, world.Router, World.GatewayV4, 9000, 9000).ShouldNotBeNull();
        World.SourceSeen(world.Client, world.Router, World.GatewayV6, 9000, 9000).ShouldBeNull();
        World.SourceSeen(world.Client, world.Router, World.GatewayV4, 22, 22).ShouldNotBeNull();
        World.SourceSeen(world.Client, world.Router, World.GatewayV4, 8080, 8080).ShouldBeNull();
        World.SourceSeen(world.Peer, world.Router, "10.20.0.1", 8080, 8080).ShouldNotBeNull();
        World.SourceSeen(world.Peer, world.Router, "10.20.0.1", 8081, 8081).ShouldBeNull();
    }

    private static World Load(params Route[] routes)
    {
        var world = new World(Gateway);
        world.Load(routes);
        return world;
    }

    private static Socket Udp(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = World.Patience };
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }

    /// <summary>The first bytes of all datagrams that arrived, until none comes any more.</summary>
    private static List<int> Received(Socket socket)
    {
        var received = new List<int>();
        var datagram = new byte[1];
        while (socket.Poll(TimeSpan.FromMilliseconds(World.Patience), SelectMode.SelectRead) && socket.Receive(datagram) == 1)
            received.Add(datagram[0]);
        return received;
    }

    private static int MaxSegment(Socket socket)
    {
        var value = new byte[sizeof(int)];
        socket.GetRawSocketOption((int)ProtocolType.Tcp, 2, value);
        return BitConverter.ToInt32(value);
    }
}
