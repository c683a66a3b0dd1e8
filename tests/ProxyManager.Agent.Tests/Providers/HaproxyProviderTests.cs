using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class HaproxyProviderTests : IDisposable
{
    private const string Unit = "pm-haproxy.service";

    private readonly HostDirectory _host = new();
    private readonly HaproxyProvider _provider = new();

    [RootFact("haproxy", "ip")]
    public void Apply_NewThenMapThenConfig_ReloadsOnlyForTheConfig() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine();
        var (run, tools) = Real(engine);
        var resource = Resource(1443, ("a.example.com", "10.20.0.2"));
        _provider.Preflight(resource, run).ShouldBeEmpty();
        _provider.Inspect([resource], run).ShouldHaveSingleItem().Lines.ShouldContain($"+ {Unit} running");
        _provider.Apply(resource, run);
        _provider.Inspect([resource], run).ShouldBeEmpty();

        var moved = Resource(1443, ("a.example.com", "10.20.0.3"), ("b.example.com", "10.20.0.4"));
        _provider.Inspect([moved], run).ShouldHaveSingleItem().Lines.ShouldContain("+ sni-443.map: b.example.com 10.20.0.4");
        tools.Calls.Clear();
        _provider.Apply(moved, run);
        tools.Calls.ShouldNotContain($"systemctl reload {Unit}");
        _provider.Inspect([moved], run).ShouldBeEmpty();
        _provider.Apply(resource, run);
        _provider.Inspect([resource], run).ShouldBeEmpty();

        var captured = _provider.Capture(resource, run);
        _provider.Apply(Resource(2443), run);
        tools.Calls.ShouldContain($"systemctl reload {Unit}");
        _provider.Inspect([Resource(2443)], run).ShouldBeEmpty();
        _provider.Restore(Resource(2443), captured, run);
        _provider.Inspect([resource], run).ShouldBeEmpty();
    });

    [RootFact("haproxy", "ip")]
    public void Inspect_MapChangedInTheProcess_IsADifference() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine();
        var (run, _) = Real(engine);
        var resource = Resource(1443, ("a.example.com", "10.20.0.2"));
        _provider.Apply(resource, run);
        new HaproxyStats(Stats, run.Files).SetMap(Map, new Dictionary<string, string> { ["x.example.com"] = "192.0.2.1" });

        _provider.Inspect([resource], run).ShouldHaveSingleItem().Lines
            .ShouldBe(["- sni-443.map: x.example.com 192.0.2.1", "+ sni-443.map: a.example.com 10.20.0.2"]);
    });

    [RootFact("haproxy", "ip")]
    public void Preflight_BadConfigAndHeldPort_NamesBoth() => NetworkNamespace.Run(() =>
    {
        using var holder = new TcpListener(IPAddress.Loopback, 1443);
        holder.Start();
        var resource = Resource(1443) with { Config = "nonsense\n" };

        var problems = _provider.Preflight(resource, Context(new NamespaceTools())).ToList();
        problems.ConvertAll(p => p.Code).ShouldBe(["PM3154", "PM3155"]);
        problems[0].Message.ShouldContain("nonsense");
        problems[1].Message.ShouldContain($"(process {Environment.ProcessId})");
    });

    public void Dispose() => _host.Dispose();

    private string Config => _host.Root + "/haproxy.cfg";

    private string Map => _host.Root + "/sni-443.map";

    private string Stats => _host.Root + "/haproxy.sock";

    /// <summary>The files are where the engine itself looks for them.</summary>
    private static RunContext Context(ITools tools) => new(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System);

    private EngineProcess Engine() => new("/usr/sbin/haproxy", "-W", "-db", "-f", Config);

    private static (RunContext Run, NamespaceTools Tools) Real(EngineProcess engine)
    {
        var tools = new NamespaceTools();
        tools.Units[$"restart {Unit}"] = engine.Restart;
        tools.Units[$"stop {Unit}"] = engine.Stop;
        tools.Units[$"reload {Unit}"] = () => new ProcessTools().Run("kill", ["-USR2", $"{engine.Id}"]);
        return (Context(tools), tools);
    }

    private HaproxyResource Resource(int port, params (string Name, string Address)[] names) => new(
        Unit,
        Config,
        $$"""
        global
          setenv PM_CONFIG @CONFIG_HASH@
          stats socket {{Stats}} mode 600 level admin expose-fd listeners
        defaults
          mode tcp
          timeout connect 5s
          timeout client 10s
          timeout server 10s
        frontend sni
          bind 127.0.0.1:{{port}}
          tcp-request content set-var(sess.ip) req.ssl_sni,lower,map({{Map}})
          default_backend by_name
        backend by_name
          server by_name 0.0.0.0:0

        """,
        Stats,
        Stats + ".master",
        new Dictionary<string, IReadOnlyDictionary<string, string>> { [Map] = names.ToDictionary(n => n.Name, n => n.Address) },
        [new ListenSocket("tcp", port, "127.0.0.1")],
        new Dictionary<string, string>(),
        new Dictionary<string, HaproxyBackend>());
}
