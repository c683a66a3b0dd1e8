using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>Real packets through a managed peer's table, routes and rules.</summary>
public sealed class PeerTrafficTests
{
    private const string GatewayV4 = "10.20.0.1";

    private static readonly Peer Nas = SampleFleet.Nas with { Via = ["fra1", "ams1"] };

    private static readonly ForwardRoute Keep = SampleFleet.Tcp("keep", 7000, SampleFleet.To(Nas, 7000)) with { On = ["ams1", "fra1"], ClientIp = ClientIp.Transparent };

    [ToolFact("nft", "ip")]
    public void Input_FromTunnel_AdmitsServicesAndPortsOfRoutesOnly()
    {
        using var world = new PeerWorld(Nas, Keep);

        Reaches(world.Fra1, 8443, PeerWorld.OtherPeer).ShouldBeTrue();
        Reaches(world.Fra1, 7000, PeerWorld.OtherPeer).ShouldBeTrue();
        Reaches(world.Fra1, 9999, PeerWorld.OtherPeer).ShouldBeFalse();
        Reaches(world.Fra1, 9999, "10.20.0.2").ShouldBeFalse();

        bool Reaches(NetworkNamespace from, int port, string source) =>
            World.SourceSeen(from, world.Peer, PeerWorld.PeerV4, port, port, source) is not null;
    }

    [ToolFact("nft", "ip")]
    public void Input_FromTunnel_AdmitsUdpOfServicesOnly()
    {
        using var world = new PeerWorld(Nas, Keep);
        foreach (var (port, admitted) in new[] { (27015, true), (27020, true), (27021, false), (8443, false) })
        {
            using var service = world.Peer.Enter(() => Bound(PeerWorld.PeerV4, port));
            using var client = world.Fra1.Enter(() => Bound(PeerWorld.OtherPeer, 0));
            client.SendTo([1], new IPEndPoint(IPAddress.Parse(PeerWorld.PeerV4), port));
            service.Poll(TimeSpan.FromMilliseconds(World.Patience), SelectMode.SelectRead).ShouldBe(admitted, $"port {port}");
        }
    }

    [ToolFact("nft", "ip")]
    public void Input_SshFromTunnel_IsForGatewaysOnly()
    {
        using var world = new PeerWorld(Nas, Keep);

        World.SourceSeen(world.Ams1, world.Peer, PeerWorld.PeerV4, 22, 22, GatewayV4).ShouldBe(IPAddress.Parse(GatewayV4));
        World.SourceSeen(world.Ams1, world.Peer, PeerWorld.PeerV4, 22, 22, PeerWorld.OtherPeer).ShouldBeNull();
        World.SourceSeen(world.Ams1, world.Peer, PeerWorld.PeerV4, 22, 22, PeerWorld.ClientV4).ShouldBeNull();
    }

    [ToolFact("nft", "ip")]
    public void Input_EchoFromTunnel_IsAnswered()
    {
        using var world = new PeerWorld(Nas, Keep);

        Echo(PeerWorld.PeerV4).ShouldBe(IPStatus.Success);
        Echo(PeerWorld.PeerV6).ShouldBe(IPStatus.Success);

        IPStatus Echo(string address) => world.Fra1.Enter(() =>
        {
            using var ping = new Ping();
            return ping.Send(IPAddress.Parse(address), World.Patience).Status;
        });
    }

    [ToolFact("nft", "ip")]
    public void Replies_ClientThroughEitherGateway_LeaveByTheTunnelOfTheRequest()
    {
        using var world = new PeerWorld(Nas, Keep);
        foreach (var gateway in new[] { world.Ams1, world.Fra1 })
        {
            World.SourceSeen(gateway, world.Peer, PeerWorld.PeerV4, 7000, 7000, PeerWorld.ClientV4).ShouldBe(IPAddress.Parse(PeerWorld.ClientV4));
            World.SourceSeen(gateway, world.Peer, PeerWorld.PeerV6, 7000, 7000, PeerWorld.ClientV6).ShouldBe(IPAddress.Parse(PeerWorld.ClientV6));
        }
    }

    [ToolFact("nft", "ip")]
    public void Replies_WithoutTheRules_AreLost()
    {
        using var world = new PeerWorld(Nas, Keep);
        world.Peer.Run("ip", "-4", "rule", "del", "pref", "1001");

        World.SourceSeen(world.Ams1, world.Peer, PeerWorld.PeerV4, 7000, 7000, PeerWorld.ClientV4).ShouldBeNull();
        World.SourceSeen(world.Fra1, world.Peer, PeerWorld.PeerV4, 7000, 7000, PeerWorld.ClientV4).ShouldNotBeNull();
    }

    private static Socket Bound(string address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
        return socket;
    }
}
