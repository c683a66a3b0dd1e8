using System.Net;
using System.Net.Sockets;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>A client, a gateway and a peer, joined by cables; the one to the peer stands for the tunnel.</summary>
internal sealed class World : IDisposable
{
    public const string ClientV4 = "203.0.113.5";

    public const string ClientV6 = "2001:db8:1::5";

    public const string GatewayV4 = "203.0.113.1";

    public const string GatewayV6 = "2001:db8:1::1";

    /// <summary>Milliseconds after which a packet counts as dropped.</summary>
    public const int Patience = 3000;

    private readonly Gateway _gateway;
    private readonly TemporaryDirectory _files = new();

    public World(Gateway gateway)
    {
        _gateway = gateway;
        Tool.Run("ip", "link", "add", "eth0", "netns", Router.Name, "type", "veth", "peer", "name", "eth0", "netns", Client.Name);
        Tool.Run("ip", "link", "add", "pm0", "netns", Router.Name, "type", "veth", "peer", "name", "pm-ams1", "netns", Peer.Name);
        Up(Router, "eth0", $"{GatewayV4}/24", $"{GatewayV6}/64");
        Up(Router, "pm0", "10.20.0.1/16", "fd20::a14:1/64");
        Up(Client, "eth0", $"{ClientV4}/24", $"{ClientV6}/64");
        Up(Peer, "pm-ams1", "10.20.1.10/16", "fd20::a14:10a/64", "10.20.1.11/16");
        Carries(Router, "eth0");
        Carries(Router, "pm0");
        foreach (var space in new[] { Client, Peer })
        {
            space.Run("ip", "route", "add", "default", "via", space == Client ? GatewayV4 : "10.20.0.1");
            space.Run("ip", "-6", "route", "add", "default", "via", space == Client ? GatewayV6 : "fd20::a14:1");
        }

        Router.Run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    }

    public NetworkNamespace Client { get; } = new("client");

    public NetworkNamespace Router { get; } = new("router");

    public NetworkNamespace Peer { get; } = new("peer");

    /// <summary>Loads the gateway's table for a fleet with these routes.</summary>
    public void Load(params Route[] routes)
    {
        var fleet = SampleFleet.Create([_gateway, SampleFleet.Fra1, SampleFleet.Partner], [SampleFleet.Nas, SampleFleet.Nuc], routes);
        var table = SampleFleet.Compile(fleet, _gateway).Resources.OfType<NftablesResource>().Single();
        Router.Run("nft", "-f", _files.Write("table.nft", table.Script));
    }

    /// <summary>Connects the client to a public port of the gateway that leads to a port of the peer.</summary>
    public Connection Connect(int publicPort, int port) => Connect(Client, Peer, GatewayV4, publicPort, port);

    /// <summary>The address that the peer's service sees when the client connects; null when nothing arrives.</summary>
    public IPAddress? SourceSeen(string address, int publicPort, int port) => SourceSeen(Client, Peer, address, publicPort, port);

    /// <param name="from">Where the client runs.</param>
    /// <param name="to">Where the service runs.</param>
    /// <param name="address">What the client connects to.</param>
    /// <param name="publicPort">The port there.</param>
    /// <param name="port">The port that the service listens on.</param>
    /// <param name="source">The client's own address; null leaves the choice to the kernel.</param>
    public static IPAddress? SourceSeen(NetworkNamespace from, NetworkNamespace to, string address, int publicPort, int port, string? source = null)
    {
        try
        {
            using var connection = Connect(from, to, address, publicPort, port, source);
            return connection.Exchange() ? ((IPEndPoint)connection.Service.RemoteEndPoint!).Address is var seen && seen.IsIPv4MappedToIPv6 ? seen.MapToIPv4() : seen : null;
        }
        catch (SocketException e) when (IsKeptOut(e.SocketErrorCode))
        {
            return null;
        }
    }

    public static Connection Connect(NetworkNamespace from, NetworkNamespace to, string address, int publicPort, int port, string? source = null)
    {
        var listener = to.Enter(() =>
        {
            var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            socket.Listen();
            return socket;
        });
        var target = IPAddress.Parse(address);
        var client = from.Enter(() => new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            if (source is not null)
                client.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
            Connect(client, new IPEndPoint(target, publicPort));
            return new Connection(client, listener.Accept());
        }
        catch
        {
            client.Dispose();
            throw;
        }
        finally
        {
            listener.End();
        }
    }

    /// <summary>A packet was dropped or refused on its way; anything else is the test's own trouble.</summary>
    private static bool IsKeptOut(SocketError error) =>
        error is SocketError.TimedOut or SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.AccessDenied;

    /// <summary>Within <see cref="Patience"/>, and on this thread alone: those of the pool may all be busy with other tests.</summary>
    private static void Connect(Socket client, IPEndPoint target)
    {
        client.Blocking = false;
        try
        {
            client.Connect(target);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!client.Poll(TimeSpan.FromMilliseconds(Patience), SelectMode.SelectWrite))
                throw new SocketException((int)SocketError.TimedOut);
        }

        if (client.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
            throw new SocketException(error);
        client.Blocking = true;
    }

    public void Dispose()
    {
        Client.Dispose();
        Router.Dispose();
        Peer.Dispose();
        _files.Dispose();
    }

    /// <summary>Gives a link addresses and sets it up.</summary>
    public static void Up(NetworkNamespace space, string link, params string[] addresses)
    {
        foreach (var address in addresses)
            space.Run("ip", ["addr", "add", address, "dev", link, .. address.Contains(':', StringComparison.Ordinal) ? ["nodad"] : Array.Empty<string>()]);
        space.Run("ip", "link", "set", link, "up");
    }

    /// <summary>
    /// Waits until a cable carries: the kernel tells of a carrier later, by a work of its own (link watch), and drops what the end that was up first
    /// sends until then.
    /// </summary>
    public static void Carries(NetworkNamespace space, string link)
    {
        if (!SpinWait.SpinUntil(() => space.Run("ip", "-oneline", "link", "show", "dev", link).Contains(" state UP ", StringComparison.Ordinal), Patience * 10))
            throw new TimeoutException($"{link} has no carrier");
    }
}
