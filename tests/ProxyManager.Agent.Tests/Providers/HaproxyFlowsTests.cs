using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Connections through a real HAProxy, with workers that a reload left behind.</summary>
public sealed class HaproxyFlowsTests : IDisposable
{
    private const string Unit = "pm-haproxy.service";

    private const int UpstreamPort = 2200;

    private static readonly string Upstream = $"127.0.0.1:{UpstreamPort}";

    private readonly HostDirectory _host = new();

    [RootFact("haproxy", "ip")]
    public void Settle_DenyAdded_EndsConnectionsOfThoseClientsOnly() => NetworkNamespace.Run(() =>
    {
        using var upstream = new TcpListener(IPAddress.Loopback, UpstreamPort);
        upstream.Start();
        using var engine = Engine();
        var run = Real(engine);
        var provider = new HaproxyProvider();
        var before = Resource("# 1", new HaproxyBackend([Upstream], [], []));
        provider.Apply(before, run);
        var denied = Enumerable.Range(0, 40).Select(_ => Connect("127.0.0.2")).ToList();
        using var kept = Connect("127.0.0.3");

        var after = Resource("# 2", new HaproxyBackend([Upstream], [], ["127.0.0.2/32"]));
        provider.Apply(after, run);
        IsOpen(denied[0]).ShouldBeTrue("a reload leaves connections alone");
        provider.Settle(before, [after], run);

        denied.ShouldAllBe(c => Ends(c));
        IsOpen(kept).ShouldBeTrue();
        denied.ForEach(c => c.Dispose());
    });

    [RootFact("haproxy", "ip")]
    public void Settle_OtherBackendChanged_LeavesConnectionsAlone() => NetworkNamespace.Run(() =>
    {
        using var upstream = new TcpListener(IPAddress.Loopback, UpstreamPort);
        upstream.Start();
        using var engine = Engine();
        var run = Real(engine);
        var provider = new HaproxyProvider();
        var before = Resource("# 1", new HaproxyBackend([Upstream], [], []));
        provider.Apply(before, run);
        using var connection = Connect("127.0.0.2");

        var after = before with { Frontends = new Dictionary<string, string>(before.Frontends) { ["2223"] = "tcp_other" } };
        provider.Settle(before, [after], run);
        provider.Settle(after, [before], run);

        IsOpen(connection).ShouldBeTrue();
    });

    [Theory]
    // What the name led to, whence the client came, what its name and another name lead to now.
    [InlineData("by_name|10.20.1.10|443", "192.0.2.1", "by_name|10.20.1.10|443", "by_name|10.20.1.10|443", false)]
    [InlineData("by_name|10.20.1.10|443", "192.0.2.1", "by_name|10.20.1.11|443", "by_name|10.20.1.11|443", true)]
    [InlineData("by_name|10.20.1.10|443", "192.0.2.1", null, null, true)]
    [InlineData("by_name|10.20.1.10|443", "192.0.2.1", null, "by_name|10.20.1.10|443", false)]
    [InlineData("by_name|10.20.1.10|443", "192.0.2.1", "sni_listed", null, false)]
    [InlineData("by_name|10.20.1.10|443", "198.51.100.1", "sni_listed", null, true)]
    [InlineData("by_name|10.20.1.10|443", "192.0.2.66", "sni_listed", null, true)]
    [InlineData("sni_listed", "192.0.2.1", "sni_listed", null, false)]
    [InlineData("sni_listed", "192.0.2.1", "by_name|10.20.1.10|443", null, false)]
    [InlineData("sni_listed", "192.0.2.1", null, null, true)]
    [InlineData("http_443", "192.0.2.1", "http_443", null, false)]
    [InlineData("http_443", "192.0.2.1", "by_name|10.20.1.10|443", null, true)]
    public void IsGone_NameLedSomewhere_GoesByWhereItLeadsNow(string was, string client, string? now, string? other, bool isGone)
    {
        var backends = new Dictionary<string, HaproxyBackend> { ["sni_listed"] = new(["10.20.1.10:443"], ["192.0.2.0/24"], ["192.0.2.66/32"]) };
        // The other name led to the same place by itself.
        var previous = Named(backends, ("shop.example.com", was), ("other.example.com", was.StartsWith("by_name", StringComparison.Ordinal) ? was : null));
        var session = new HaproxySession(
            1, 443, was.Split('|')[0], IPAddress.Parse(client), was == "http_443" ? null : new IPEndPoint(IPAddress.Parse("10.20.1.10"), 443));

        new HaproxyFlows(previous, Named(backends, ("shop.example.com", now), ("other.example.com", other))).IsGone(session).ShouldBe(isGone);
    }

    [Theory]
    [InlineData("*.example.com", "by_name|10.20.1.10|443", false)]
    [InlineData("*", "by_name|10.20.1.10|443", false)]
    [InlineData("*.example.com", "by_name|10.20.1.11|443", true)]
    [InlineData("*.example.net", "by_name|10.20.1.10|443", true)]
    public void IsGone_NameIsLedOnByAWildcardNow_GoesByThat(string name, string way, bool isGone)
    {
        var session = new HaproxySession(1, 443, "by_name", IPAddress.Parse("192.0.2.1"), new IPEndPoint(IPAddress.Parse("10.20.1.10"), 443));

        new HaproxyFlows(Named([], ("shop.example.com", "by_name|10.20.1.10|443")), Named([], (name, way))).IsGone(session).ShouldBe(isGone);
    }

    [Theory]
    // The public range, the service's first port, and where port 3001 led to: 4001.
    [InlineData("3000-3003", 4000, false)]
    [InlineData("2999-3002", 3999, false)]
    [InlineData("3000-3002", 4001, true)]
    [InlineData("3002-3004", 4002, true)]
    public void IsGone_RangeChanges_GoesByThePortsPlace(string ports, int first, bool isGone)
    {
        var session = new HaproxySession(1, 3001, "tcp_lines", IPAddress.Parse("192.0.2.1"), new IPEndPoint(IPAddress.Parse("10.20.1.10"), 4001));

        new HaproxyFlows(Range("3000-3002", 4000), Range(ports, first)).IsGone(session).ShouldBe(isGone);
    }

    [Theory]
    [InlineData("198.51.100.9", true)]
    [InlineData("192.0.2.1", false)]
    public void IsGone_ConnectionThatIsTriedAgain_GoesByItsClient(string client, bool isGone)
    {
        HaproxyResource With(params string[] allow) => Named(new() { ["sni_listed"] = new(["10.20.1.10:443"], allow, []) }, ("shop.example.com", "sni_listed"));
        var session = new HaproxySession(1, 443, "sni_listed", IPAddress.Parse(client), null);

        new HaproxyFlows(With(), With("192.0.2.0/24")).IsGone(session).ShouldBe(isGone);
        new HaproxyFlows(With(), With()).IsGone(session).ShouldBeFalse("nothing of it has changed");
    }

    [Fact]
    public void IsGone_ConnectionOfAnEarlierConfiguration_IsLeftAlone()
    {
        var empty = Named([]);
        new HaproxyFlows(empty, empty).IsGone(new HaproxySession(1, 9, "tcp_gone", IPAddress.Loopback, null)).ShouldBeFalse();
    }

    public void Dispose() => _host.Dispose();

    private string Config => _host.Root + "/haproxy.cfg";

    private string Stats => _host.Root + "/haproxy.sock";

    private static HaproxyResource Named(Dictionary<string, HaproxyBackend> backends, params (string Name, string? To)[] names) => new(
        Unit,
        "/haproxy.cfg",
        "",
        "/stats",
        "/master",
        new Dictionary<string, IReadOnlyDictionary<string, string>> { ["/sni-443.map"] = names.Where(n => n.To is not null).ToDictionary(n => n.Name, n => n.To!) },
        [],
        new Dictionary<string, string> { ["443"] = "/sni-443.map" },
        backends);

    private static HaproxyResource Range(string ports, int first)
    {
        var (begin, end) = HaproxyWays.Ends(ports);
        var upstreams = Enumerable.Range(first, end - begin + 1).Select(p => $"10.20.1.10:{p}").ToList();
        return Named(new() { ["tcp_lines"] = new(upstreams, [], []) }) with { Frontends = new Dictionary<string, string> { [ports] = "tcp_lines" } };
    }

    private static TcpClient Connect(string from)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        client.Connect(IPAddress.Loopback, 2222);
        return client;
    }

    /// <summary>Nobody sends anything, so what can be read is the end.</summary>
    private static bool IsOpen(TcpClient client) => !client.Client.Poll(TimeSpan.FromMilliseconds(500), SelectMode.SelectRead);

    private static bool Ends(TcpClient client) => client.Client.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead);

    private EngineProcess Engine() => new("/usr/sbin/haproxy", "-W", "-db", "-S", $"{Stats}.master,mode,600", "-f", Config);

    private static RunContext Real(EngineProcess engine)
    {
        var tools = new NamespaceTools();
        tools.Units[$"restart {Unit}"] = engine.Restart;
        tools.Units[$"reload {Unit}"] = () => new ProcessTools().Run("kill", ["-USR2", $"{engine.Id}"]);
        return new RunContext(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System);
    }

    private HaproxyResource Resource(string remark, HaproxyBackend backend) => new(
        Unit,
        Config,
        $"""
        global
          {remark}
          setenv PM_CONFIG @CONFIG_HASH@
          stats socket {Stats} mode 600 level admin expose-fd listeners
        defaults
          mode tcp
          timeout connect 5s
          timeout client 60s
          timeout server 60s
        frontend tcp_2222
          bind 127.0.0.1:2222
          default_backend tcp_git
        backend tcp_git
          server s1 {Upstream}

        """,
        Stats,
        Stats + ".master",
        new Dictionary<string, IReadOnlyDictionary<string, string>>(),
        [new ListenSocket("tcp", 2222, "127.0.0.1")],
        new Dictionary<string, string> { ["2222"] = "tcp_git" },
        new Dictionary<string, HaproxyBackend> { ["tcp_git"] = backend });
}
