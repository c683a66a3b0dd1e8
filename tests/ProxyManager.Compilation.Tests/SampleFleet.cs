using System.Net;
using ProxyManager.Compilation.Tests.Edge;
using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Compilation.Tests;

/// <summary>
/// Two gateways (one with an input baseline), a foreign one, two managed peers and a laptop, with every kind of forward.
/// </summary>
internal static class SampleFleet
{
    public static Gateway Ams1 { get; } = Gateway("ams1", "10.20.0.1", EdgeEngine.Haproxy) with
    {
        Firewall = new InputBaseline(
            [
                new OpenPort(TransportProtocol.Tcp, new PortRange(22, 22), Networks("198.51.100.0/24", "2001:db8:5::/48")),
                new OpenPort(TransportProtocol.Udp, new PortRange(33434, 33523), []),
            ],
            Icmp: true),
        Services = [new Service("site", new PortRange(8080, 8080), TransportProtocol.Tcp)],
        Reconcile = TimeSpan.FromSeconds(45),
    };

    public static Gateway Fra1 { get; } = Gateway("fra1", "10.20.0.2", EdgeEngine.Caddy) with { Lock = Lock(forwarding: true) };

    public static Gateway Partner { get; } = Gateway("partner-gateway-one", "10.20.0.3", EdgeEngine.Caddy) with { Ssh = null, Lock = null };

    public static Peer Nas { get; } = new()
    {
        Name = "nas",
        Position = default,
        Ssh = new SshTarget("nas.lan", "root", null),
        Address = Address("10.20.1.10"),
        PublicKey = Key('n'),
        Via = ["fra1", "ams1", "partner-gateway-one"],
        Keepalive = 25,
        Services =
        [
            new Service("web", new PortRange(8443, 8443), TransportProtocol.Tcp),
            new Service("game", new PortRange(27015, 27020), TransportProtocol.Udp),
        ],
        Lock = Lock(forwarding: false),
    };

    public static Peer Nuc { get; } = new()
    {
        Name = "nuc",
        Position = default,
        Ssh = new SshTarget("nuc.lan", "root", null),
        Address = Address("10.20.1.11"),
        PublicKey = Key('u'),
        Via = ["ams1"],
        Keepalive = 25,
        PresharedKey = new Located<SecretReference>(new SecretReference(SecretSource.Environment, "NUC_PSK"), default),
        Mtu = 1380,
        Firewall = new InputBaseline([], Icmp: false),
        Lock = Lock(forwarding: false),
    };

    public static Peer Laptop { get; } = new()
    {
        Name = "laptop",
        Position = default,
        Address = Address("10.20.2.5"),
        PublicKey = Key('l'),
        Via = ["ams1", "fra1"],
        Keepalive = 25,
    };

    public static IReadOnlyList<Route> Routes { get; } =
    [
        Tcp("git", 2222, To(Nas, 22)) with { Allow = Networks("198.51.100.0/24", "198.51.100.7/32", "2001:db8:7::/48") },
        Tcp("db", 5432, To(Nas, 5432)) with { On = ["ams1", "fra1"], Deny = Networks("192.0.2.0/24") },
        Tcp("keep", 7000, To(Nas, 7000)) with { On = ["fra1"], ClientIp = ClientIp.Transparent },
        new ForwardRoute { Name = "game", Position = default, On = ["ams1"], To = [To(Nas, 27015, 27020)], Udp = new PortRange(27115, 27120) },
        new ForwardRoute { Name = "dns", Position = default, On = ["ams1"], To = [To(Nas, 53), To(Nuc, 53)], Udp = new PortRange(53, 53), Balance = Balance.Source },
        new ForwardRoute { Name = "ntp", Position = default, On = ["ams1"], To = [To(Nas, 123), To(Nuc, 123)], Udp = new PortRange(123, 123) },
        Tcp("own", 8888, new Upstream("ams1", Ams1.Address, new PortRange(8080, 8080), "site")),
        new SniRoute { Name = "shop", Position = default, On = ["ams1", "fra1"], To = [To(Nas, 8443)], Names = ["shop.example.com"] },
    ];

    public static Fleet Fleet { get; } = Create([Ams1, Fra1, Partner], [Nas, Nuc, Laptop], Routes);

    public static Fleet Create(IReadOnlyList<Gateway> gateways, IReadOnlyList<Peer> peers, IReadOnlyList<Route> routes) => new(
        "sample",
        new OverlayNetwork(IPNetwork.Parse("10.20.0.0/16"), IPNetwork.Parse("fd20::/64")),
        Trust: [],
        Acme: null,
        gateways,
        peers,
        routes,
        new Dictionary<string, IReadOnlyList<string>>(),
        Retired: [],
        Digest: "");

    public static HostConfiguration Compile(Host host) => Compile(Fleet, host);

    public static HostConfiguration Compile(Fleet fleet, Host host) => new FleetCompiler(fleet, Templates.Renderer).Compile(host);

    public static ForwardRoute Tcp(string name, int port, Upstream to) =>
        new() { Name = name, Position = default, On = ["ams1"], To = [to], Tcp = new PortRange(port, port) };

    public static Upstream To(Host host, int first, int? last = null) => new(host.Name, host.Address, new PortRange(first, last ?? first), null);

    public static IPNetwork[] Networks(params string[] cidrs) => [.. cidrs.Select(IPNetwork.Parse)];

    public static LockEntry Lock(bool forwarding) => new("0123456789abcdef", Key('k'), [], 22, "2.11.4", true, forwarding, forwarding);

    /// <summary>The IPv4 address, and the IPv6 prefix with it as the low 32 bits.</summary>
    public static OverlayAddress Address(string v4)
    {
        var bytes = IPAddress.Parse("fd20::").GetAddressBytes();
        var address = IPAddress.Parse(v4);
        address.GetAddressBytes().CopyTo(bytes, 12);
        return new OverlayAddress(address, new IPAddress(bytes));
    }

    /// <summary>A public key of the right form.</summary>
    public static string Key(char c) => Convert.ToBase64String(Enumerable.Repeat((byte)c, 32).ToArray());

    private static Gateway Gateway(string name, string address, EdgeEngine edge) => new()
    {
        Name = name,
        Position = default,
        Ssh = new SshTarget(name, "root", null),
        Address = Address(address),
        PublicKey = Key(name[0]),
        Endpoint = $"{name}.example.net:51820",
        ListenPort = 51820,
        Edge = edge,
        Lock = Lock(forwarding: false),
    };
}
