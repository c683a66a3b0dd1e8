using System.Net;
using ProxyManager.Compilation.Edge;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Edge;

/// <summary>Small fleets of one gateway (and a second where routes name it) for tests of the edge.</summary>
internal sealed class EdgeFleet(EdgeEngine edge, LockEntry? entry = null)
{
    public static readonly LockEntry OldCaddy = Entry("2.6.2", layer4: false);

    private readonly List<Route> _routes = [];

    public List<string> Warnings { get; } = [];

    public IReadOnlyList<Route> Routes => _routes;

    public AcmeAuthority? Acme { get; init; }

    public static LockEntry Entry(string? caddy, bool layer4) => new("", "", [], 22, caddy, layer4, false, false);

    public static Upstream Nas(int port) => Nas(new PortRange(port, port));

    public static Upstream Nas(PortRange ports) => new("nas", Address("10.20.1.10", "fd20::a14:10a"), ports, null);

    public static Upstream Nuc(int port) => new("nuc", Address("10.20.1.11", "fd20::a14:10b"), new PortRange(port, port), null);

    /// <summary>The gateway itself.</summary>
    public static Upstream Own(int port) => new("gw1", Address("10.20.0.1", "fd20::1"), new PortRange(port, port), null);

    public static Upstream V6Only(int port) => new("six", Address(null, "fd20::6"), new PortRange(port, port), null);

    public static Upstream Loopback(int port) => new("local", Address("127.0.0.1", null), new PortRange(port, port), null);

    public static Upstream Loopback6(int port) => new("local6", Address(null, "::1"), new PortRange(port, port), null);

    public static IPNetwork[] Networks(params string[] cidrs) => [.. cidrs.Select(IPNetwork.Parse)];

    public EdgeFleet Sni(string name, string[] names, Upstream[] to, Func<SniRoute, SniRoute>? with = null) =>
        Add(new SniRoute { Name = name, Position = default, On = ["gw1"], To = to, Names = names }, with);

    public EdgeFleet Http(string name, string[] names, Upstream[] to, Func<HttpRoute, HttpRoute>? with = null) =>
        Add(new HttpRoute { Name = name, Position = default, On = ["gw1"], To = to, Names = names, Port = 443, Tls = TlsMode.Internal, Redirect = true }, with);

    public EdgeFleet Tcp(string name, int port, Upstream[] to, Func<ForwardRoute, ForwardRoute>? with = null) =>
        Add(new ForwardRoute { Name = name, Position = default, On = ["gw1"], To = to, Tcp = new PortRange(port, port) }, with);

    public IReadOnlyList<Resource> Compile()
    {
        var gateways = new[] { Gateway("gw1", "gw1.example.net:51820", "10.20.0.1"), Gateway("gw2", "[2001:db8::2]:51820", "10.20.0.2"), Gateway("gw3", "198.51.100.3:51820", "10.20.0.3") };
        var fleet = new Fleet("test", new OverlayNetwork(IPNetwork.Parse("10.20.0.0/16"), IPNetwork.Parse("fd20::/64")), [], Acme, gateways, [], _routes,
            new Dictionary<string, IReadOnlyList<string>>(), [], "");
        Warnings.Clear();
        return [.. EdgeConcern.Compile(new CompilationContext(fleet, Templates.Renderer), gateways[0], Warnings)];
    }

    /// <summary>The lock says that the gateways have the Caddy of Debian 12.</summary>
    public bool HasOldCaddy => entry == OldCaddy;

    /// <summary>The Caddy with the http application.</summary>
    public CaddyResource Caddy() => Compile().OfType<CaddyResource>().Single(c => !c.NeedsLayer4);

    /// <summary>The Caddy with the layer4 application.</summary>
    public CaddyResource Layer4() => Compile().OfType<CaddyResource>().Single(c => c.NeedsLayer4);

    public HaproxyResource Haproxy() => Compile().OfType<HaproxyResource>().Single();

    private static OverlayAddress Address(string? v4, string? v6) =>
        new(v4 is null ? null : IPAddress.Parse(v4), v6 is null ? null : IPAddress.Parse(v6));

    private Gateway Gateway(string name, string endpoint, string v4) => new()
    {
        Name = name,
        Position = default,
        Address = Address(v4, "fd20::1"),
        Endpoint = endpoint,
        ListenPort = 51820,
        Edge = edge,
        Lock = entry,
    };

    private EdgeFleet Add<T>(T route, Func<T, T>? with)
        where T : Route
    {
        _routes.Add(with?.Invoke(route) ?? route);
        return this;
    }
}
