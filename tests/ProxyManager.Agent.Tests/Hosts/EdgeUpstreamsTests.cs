using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

/// <summary>Engines that are asked for their upstreams: real ones, such as do not answer, and none. <c>PM_CADDY</c> is a Caddy with layer4.</summary>
public sealed class EdgeUpstreamsTests : IDisposable
{
    private const int Port = 2200;

    private const int Dead = 2201;

    private static readonly string Caddy = Environment.GetEnvironmentVariable("PM_CADDY") ?? "/usr/bin/caddy";

    private readonly HostDirectory _host = new();

    [RootFact("haproxy", "ip")]
    public void Read_Haproxy_TellsWhatItsChecksFound() => NetworkNamespace.Run(() =>
    {
        using var upstream = Listen();
        File.WriteAllText(Config, $"""
            global
              stats socket {Socket} mode 600 level admin
            defaults
              mode tcp
              timeout connect 5s
              timeout client 60s
              timeout server 60s
            backend tcp_pair
              server s1 127.0.0.1:{Port} check inter 100ms fall 1
              server s2 127.0.0.1:{Dead} check inter 100ms fall 1
            backend tcp_lines
              server s1 127.0.0.1:+100 check port {Dead} inter 100ms fall 1
              server s2 127.0.0.1:+100 check port {Port} inter 100ms fall 1
            backend sni_listed
              server s1 127.0.0.1:{Dead}

            """);
        using var engine = new EngineProcess("/usr/sbin/haproxy", "-db", "-f", Config);
        engine.Restart();

        Eventually(Haproxy(), [
            new("lines", $"127.0.0.1:{Dead}", false),
            new("lines", $"127.0.0.1:{Port}", true),
            new("pair", $"127.0.0.1:{Port}", true),
            new("pair", $"127.0.0.1:{Dead}", false),
        ]);
    });

    [RootFact("PM_CADDY", "ip")]
    public void Read_CaddysHttp_TellsWhatItsChecksAndItsClientsFound() => NetworkNamespace.Run(() =>
    {
        using var upstream = Listen();
        Answer(upstream);
        using var engine = Start($$"""
            { "http": { "servers": { "a": { "listen": ["127.0.0.1:8001"], "automatic_https": { "disable": true }, "routes": [
              { "match": [{ "host": ["pair"] }], "handle": [{
                "handler": "reverse_proxy",
                "upstreams": [{ "dial": "127.0.0.1:{{Port}}" }, { "dial": "127.0.0.1:{{Dead}}" }],
                "health_checks": { "active": { "uri": "/", "interval": "1s", "timeout": "1s" }, "passive": { "fail_duration": "5s" } } }] },
              { "match": [{ "host": ["spread"] }], "handle": [{
                "handler": "reverse_proxy",
                "upstreams": [{ "dial": "tcp/127.0.0.1:{{Dead}}" }, { "dial": "tcp/127.0.0.1:{{Port}}" }],
                "load_balancing": { "selection_policy": { "policy": "first" }, "try_duration": "4s", "try_interval": "50ms" },
                "health_checks": { "passive": { "fail_duration": "60s" } } }] },
              { "match": [{ "host": ["plain"] }], "handle": [{ "handler": "reverse_proxy", "upstreams": [{ "dial": "tcp/127.0.0.1:{{Dead}}" }] }] }
            ] } } } }
            """);
        var caddy = Resource(
            [
                new("pair", $"127.0.0.1:{Port}", IsChecked: true), new("pair", $"127.0.0.1:{Dead}", IsChecked: true),
                new("spread", $"tcp/127.0.0.1:{Dead}", IsChecked: false), new("spread", $"tcp/127.0.0.1:{Port}", IsChecked: false),
            ],
            needsLayer4: false);

        Eventually(caddy, [
            new("pair", $"127.0.0.1:{Port}", true),
            new("pair", $"127.0.0.1:{Dead}", false),
            // Nothing checks it, and nobody has met it yet.
            new("spread", $"127.0.0.1:{Dead}", null),
            new("spread", $"127.0.0.1:{Port}", null),
        ]);

        Get("spread").ShouldEndWith("ok");
        Read(caddy)!.Single(u => u.Route == "spread" && u.Address == $"127.0.0.1:{Dead}").Up.ShouldBe(false);
    });

    [RootFact("PM_CADDY", "ip")]
    public void Read_CaddysLayer4_TellsWhatItsChecksFound() => NetworkNamespace.Run(() =>
    {
        using var upstream = Listen();
        using var engine = Start($$"""
            { "layer4": { "servers": { "a": { "listen": ["127.0.0.1:8001"], "routes": [{ "handle": [{
              "handler": "proxy",
              "upstreams": [{ "dial": ["127.0.0.1:{{Port}}"] }, { "dial": ["127.0.0.1:{{Dead}}"] }],
              "health_checks": { "active": { "interval": "1s", "timeout": "1s" } } }] }] } } } }
            """);

        Eventually(
            Resource([new("pair", $"127.0.0.1:{Port}", IsChecked: true), new("pair", $"127.0.0.1:{Dead}", IsChecked: true)], needsLayer4: true),
            [new("pair", $"127.0.0.1:{Port}", true), new("pair", $"127.0.0.1:{Dead}", false)]);
    });

    [Fact]
    public void Read_NothingRuns_IsNotKnown()
    {
        Read(Haproxy())!.ShouldAllBe(u => u.Up == null);
        Read(Resource([new("pair", "10.20.1.10:8080", IsChecked: true)], needsLayer4: false)).ShouldBe([new("pair", "10.20.1.10:8080", null)]);
    }

    [Fact]
    public void Read_EngineGivesNoAnswer_IsNotKnownBeforeLong()
    {
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(Socket));
        silent.Listen();
        var began = Stopwatch.GetTimestamp();

        Read(Resource([new("pair", "10.20.1.10:8080", IsChecked: true)], needsLayer4: false)).ShouldBe([new("pair", "10.20.1.10:8080", null)]);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(25), "half a minute is for what a run depends on");
    }

    [Fact]
    public void Read_NothingIsWatched_IsNull()
    {
        Read(Resource([], needsLayer4: false) with { Watched = null }).ShouldBeNull();
        new EdgeUpstreams(Context()).Read([]).ShouldBeNull();
    }

    public void Dispose() => _host.Dispose();

    private string Config => _host.Root + "/engine.conf";

    private string Socket => _host.Root + "/engine.sock";

    /// <summary>The files are where the engine itself looks for them.</summary>
    private static RunContext Context() => new(new ScriptedTools(), new Rtnetlink(), new HostFiles(), TimeProvider.System);

    private static IReadOnlyList<UpstreamState>? Read(Resource resource) => new EdgeUpstreams(Context()).Read([resource]);

    private static void Eventually(Resource resource, UpstreamState[] expected)
    {
        var began = Stopwatch.GetTimestamp();
        while (Read(resource)?.SequenceEqual(expected) != true && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
            Thread.Sleep(200);
        Read(resource).ShouldBe(expected);
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        return listener;
    }

    /// <summary>A service whose every answer is the same. Not by the pool's threads: they would stay in this namespace.</summary>
    private static void Answer(TcpListener listener)
    {
        var thread = new Thread(() =>
        {
            try
            {
                while (true)
                {
                    using var client = listener.AcceptTcpClient();
                    using var stream = client.GetStream();
                    _ = stream.Read(new byte[4096]);
                    stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8);
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
            }
        });
        thread.IsBackground = true;
        thread.Start();
    }

    private static string Get(string host)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, 8001);
        using var stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes($"GET / HTTP/1.0\r\nHost: {host}\r\n\r\n"));
        return new StreamReader(stream).ReadToEnd();
    }

    private EngineProcess Start(string apps)
    {
        File.WriteAllText(Config, $$"""
            {
              "admin": { "listen": "unix/{{Socket}}", "origins": ["localhost"], "config": { "persist": false } },
              "storage": { "module": "file_system", "root": "{{_host.Root}}" },
              "apps": {{apps}}
            }
            """);
        var engine = new EngineProcess(Caddy, "run", "--config", Config);
        engine.Restart();
        return engine;
    }

    private HaproxyResource Haproxy() => new(
        "pm-haproxy.service",
        Config,
        "",
        Socket,
        Socket + ".master",
        new Dictionary<string, IReadOnlyDictionary<string, string>>(),
        [],
        new Dictionary<string, string> { ["7002"] = "tcp_pair", ["7100-7102"] = "tcp_lines" },
        new Dictionary<string, HaproxyBackend>
        {
            ["tcp_pair"] = new([$"127.0.0.1:{Port}", $"127.0.0.1:{Dead}"], [], []),
            ["tcp_lines"] = new([.. Ports(Dead), .. Ports(Port)], [], []),
            ["sni_listed"] = new([$"127.0.0.1:{Dead}"], ["192.0.2.0/24"], []),
        });

    private static IEnumerable<string> Ports(int first) => Enumerable.Range(first, 3).Select(p => $"127.0.0.1:{p}");

    private CaddyResource Resource(IReadOnlyList<WatchedUpstream> watched, bool needsLayer4) =>
        new("pm-caddy.service", Caddy, Config, "", Socket, needsLayer4, [], []) { Watched = watched };
}
