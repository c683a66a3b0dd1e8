using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Against a real Caddy with layer4; <c>PM_CADDY</c> is its path, or that of a link to it.</summary>
public sealed class CaddyProviderTests : IDisposable
{
    private const string Unit = "pm-caddy.service";

    private static readonly string Binary = CaddyUnderTest.Program;

    private readonly HostDirectory _host = new();
    private readonly CaddyProvider _provider = new();

    [RootFact("PM_CADDY", "ip")]
    public void Apply_NewThenChanged_LoadsInPlaceAndRestores() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine();
        var (run, tools) = Real(engine);
        _provider.Preflight(Resource(8001), run).ShouldBeEmpty();
        _provider.Inspect([Resource(8001)], run).ShouldHaveSingleItem().Lines.ShouldContain($"+ {Unit} running");
        _provider.Apply(Resource(8001), run);
        _provider.Inspect([Resource(8001)], run).ShouldBeEmpty();
        var captured = _provider.Capture(Resource(8001), run);
        tools.Calls.Clear();

        _provider.Inspect([Resource(8002)], run).ShouldHaveSingleItem().Lines
            .ShouldContain("- /apps/http/servers/web/listen/0: \"127.0.0.1:8001\"");
        _provider.Apply(Resource(8002), run);
        _provider.Inspect([Resource(8002)], run).ShouldBeEmpty();
        _provider.Restore(Resource(8002), captured, run);
        _provider.Inspect([Resource(8001)], run).ShouldBeEmpty();
        tools.Calls.ShouldNotContain($"systemctl restart {Unit}");

        _provider.Restore(Resource(8001), """{"running":false,"files":{}}""", run);
        run.Files.Exists(Config).ShouldBeFalse();
        new CaddyAdmin(Admin, run.Files).Get().ShouldBeNull();
    });

    [RootFact("PM_CADDY", "ip")]
    public void Apply_RunningProgramRefusesAndIsNoLongerTheOneInPlace_StartsTheOneInPlace() => NetworkNamespace.Run(() =>
    {
        var place = _host.Root + "/caddy";
        File.Copy(Binary, place);
        using var engine = new EngineProcess(place, "run", "--config", Config);
        var (run, tools) = Real(engine);
        tools.Units[$"show --property=MainPID --value -- {Unit}"] = () => new ToolResult(0, $"{engine.Id}\n", "");
        _provider.Apply(Resource(8001) with { Binary = place }, run);
        // Stands for anything that the program which runs does not take, and the next one does.
        using var held = Listen(IPAddress.Loopback, 8002);
        tools.Units[$"restart {Unit}"] = () =>
        {
            // Closed only, it may still be held by a program that another test is starting, from its fork to its exec.
            held.Server.Shutdown(SocketShutdown.Both);
            held.Stop();
            return engine.Restart();
        };
        tools.Calls.Clear();
        Should.Throw<ToolException>(() => _provider.Apply(Resource(8002) with { Binary = place }, run));
        tools.Calls.ShouldNotContain($"systemctl restart {Unit}");

        File.Delete(place);
        File.Copy(Binary, place);
        _provider.Apply(Resource(8002) with { Binary = place }, run);

        tools.Calls.ShouldContain($"systemctl restart {Unit}");
        _provider.Inspect([Resource(8002) with { Binary = place }], run).ShouldBeEmpty();
    });

    [RootFact("PM_CADDY", "ip")]
    public void Replace_ChangedMeanwhile_IsRefused() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine();
        var (run, _) = Real(engine);
        _provider.Apply(Resource(8001), run);
        var admin = new CaddyAdmin(Admin, run.Files);
        var before = admin.Get()!.ETag;
        admin.Replace(Resource(8002).Config, before);

        Should.Throw<ToolException>(() => admin.Replace(Resource(8001).Config, before)).Message.ShouldContain("another configuration");
        // The file is what differs now; what runs is what the other one loaded.
        var lines = _provider.Inspect([Resource(8002)], run).ShouldHaveSingleItem().Lines;
        lines[0].ShouldBe($"  {Config}");
        lines.ShouldNotContain(l => l.Contains(" /apps/"));
    });

    [RootFact("PM_CADDY", "ip")]
    public void Preflight_UnknownModuleAndHeldPort_NamesBoth() => NetworkNamespace.Run(() =>
    {
        using var holder = new TcpListener(IPAddress.Loopback, 8001);
        holder.Start();
        var resource = Resource(8001) with { Config = """{"apps":{"nonsense":{}}}""", NeedsLayer4 = true };
        var problems = _provider.Preflight(resource, Context(new NamespaceTools())).ToList();
        problems.ConvertAll(p => p.Code).ShouldBe(["PM3153", "PM3155"]);
        problems[0].Message.ShouldContain("nonsense");
    });

    [RootFact("ip", "ss", "bash")]
    public void Settle_UpstreamRemoved_EndsTheUnitsConnectionsToItOnly() => NetworkNamespace.Run(() =>
    {
        using var strangers = new Connection();
        using var gone = new TcpListener(IPAddress.Loopback, 0);
        using var kept = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        kept.Start();
        var before = Resource(8001) with { Upstreams = [$"{gone.LocalEndpoint}", $"{kept.LocalEndpoint}", strangers.Upstream] };
        var after = Resource(8001) with { Upstreams = [$"{kept.LocalEndpoint}"] };
        var other = Resource(8001) with { Unit = "pm-layer4.service", Upstreams = [$"{gone.LocalEndpoint}"] };
        using var unit = new ControlGroup();
        using var toGone = unit.Connect(gone);
        using var toKept = unit.Connect(kept);
        var tools = new NamespaceTools();
        tools.Units[$"show --property=ControlGroup --value -- {before.Unit}"] = () => new ToolResult(0, unit.Name + "\n", "");

        _provider.Settle(before, [after, other], Context(tools));

        toGone.Client.Poll(TimeSpan.FromSeconds(5), SelectMode.SelectRead).ShouldBeTrue("it was ended");
        toKept.Client.Poll(TimeSpan.FromMilliseconds(500), SelectMode.SelectRead).ShouldBeFalse();
        strangers.IsAlive.ShouldBeTrue();
    });

    [Fact]
    public void Preflight_NoLayer4_NamesTheTwoWaysOut()
    {
        _host.Files.WriteText("/caddy", "");
        var run = _host.Context(new ScriptedTools().Answer("/caddy list-modules", "http\nadmin.api.load\n  Standard modules: 2\n"));
        var problem = CaddyValidation.Check(Resource(8001) with { Binary = "/caddy", NeedsLayer4 = true }, run).ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3152");
        problem.Advice.ShouldContain("pm host init HOST --caddy FILE");
        problem.Advice.ShouldContain("edge: haproxy");
    }

    [Fact]
    public void Holders_RecordedSockets_ReadsAddressesOfBothFamilies()
    {
        _host.Files.WriteText("/proc/thread-self/net/tcp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100 0 0 10 0
               1: 0100007F:1F42 0100007F:1F41 01 00000000:00000000 00:00000000 00000000     0        0 12 1 0 100 0 0 10 0
               2: 0100007:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 13 1 0 100 0 0 10 0
               3: 0100007F;1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 14 1 0 100 0 0 10 0
               4: ?100007F:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 15 1 0 100 0 0 10 0
            """);
        _host.Files.WriteText("/proc/thread-self/net/tcp6", """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 21 1 0 100 0 0 10 0
            """);
        SocketTable.HoldersInProc(new ListenSocket("tcp", 8001), _host.Files).ShouldBe(["11"]);
        SocketTable.HoldersInProc(new ListenSocket("tcp", 8001, "192.0.2.1"), _host.Files).ShouldBeEmpty();
        SocketTable.HoldersInProc(new ListenSocket("tcp", 8002), _host.Files).ShouldBeEmpty();
        SocketTable.HoldersInProc(new ListenSocket("tcp", 443, "192.0.2.1"), _host.Files).ShouldBe(["21"]);
    }

    [RootFact("ip")]
    public void Holders_SocketsOfBothFamilies_AreWhatProcSays() => NetworkNamespace.Run(() =>
    {
        using var v4 = Listen(IPAddress.Loopback, 8001);
        using var v6 = Listen(IPAddress.IPv6Any, 8002);
        var files = new HostFiles();
        ListenSocket[] sockets =
        [
            new("tcp", 8001), new("tcp", 8001, "127.0.0.1"), new("tcp", 8001, "192.0.2.1"), new("tcp", 8002), new("tcp", 8002, "192.0.2.1"), new("tcp", 8003),
        ];

        foreach (var socket in sockets)
            SocketTable.Holders(socket, files).ShouldBe(SocketTable.HoldersInProc(socket, files), socket.ToString());
        sockets.Count(s => SocketTable.Holders(s, files).Count == 1).ShouldBe(4);
    });

    public void Dispose() => _host.Dispose();

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    private string Config => _host.Root + "/caddy.json";

    private string Admin => _host.Root + "/admin.sock";

    /// <summary>The files are where the engine itself looks for them.</summary>
    private static RunContext Context(ITools tools) => new(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System);

    private EngineProcess Engine() => new(Binary, "run", "--config", Config);

    private static (RunContext Run, NamespaceTools Tools) Real(EngineProcess engine)
    {
        var tools = new NamespaceTools();
        tools.Units[$"restart {Unit}"] = engine.Restart;
        tools.Units[$"stop {Unit}"] = engine.Stop;
        return (Context(tools), tools);
    }

    private CaddyResource Resource(int port) => new(
        Unit,
        Binary,
        Config,
        $$"""
        {
          "admin": { "listen": "unix/{{Admin}}", "origins": ["localhost"], "config": { "persist": false } },
          "storage": { "module": "file_system", "root": "{{_host.Root}}" },
          "apps": { "http": { "servers": { "web": { "listen": ["127.0.0.1:{{port}}"], "routes": [] } } } }
        }
        """,
        Admin,
        NeedsLayer4: false,
        [new ListenSocket("tcp", port, "127.0.0.1")],
        []);

    /// <summary>A connection to a server of its own.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TcpClient _client = new();
        private readonly TcpClient _server;

        public Connection()
        {
            _listener.Start();
            _client.Connect((IPEndPoint)_listener.LocalEndpoint);
            _server = _listener.AcceptTcpClient();
        }

        public string Upstream => _listener.LocalEndpoint.ToString()!;

        public bool IsAlive
        {
            get
            {
                try
                {
                    _client.GetStream().Write([1]);
                    return _server.GetStream().ReadByte() == 1;
                }
                catch (IOException)
                {
                    return false;
                }
            }
        }

        public void Dispose()
        {
            _client.Dispose();
            _server.Dispose();
            _listener.Dispose();
        }
    }
}
