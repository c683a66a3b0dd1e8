using System.Text;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What the edges answer at their sockets: one that was taken over may answer anything.</summary>
internal static class EngineTargets
{
    /// <summary>Lines as HAProxy 2.6.12 prints them.</summary>
    private const string Sessions = """
        0x55eb6768a4f0: [22/Nov/2025:07:51:59.082825] id=0 proto=tcpv4 source=192.0.2.7:40856
          flags=0x4a, conn_retries=0, conn_exp=<NEVER> conn_et=0x000 srv_conn=0x55eb675c6450, pend_pos=(nil) waiting=0 epoch=0
          frontend=tcp_1 (id=3 mode=tcp), listener=? (id=1) addr=203.0.113.1:8444
          backend=tcp_x (id=5 mode=tcp) addr=10.20.0.1:57698
          server=s1 (id=1) addr=10.20.1.10:9443
        0x55eb677a9d90: [22/Nov/2025:07:51:59.094907] id=2 proto=tcpv6 source=2001:db8::7:48370
          frontend=sni_443 (id=2 mode=tcp), listener=? (id=2) addr=2001:db8::1:8443
          backend=by_name (id=4 mode=tcp)
          server=by_name (id=1)

        """;

    private const string Processes = "#<PID> <type> <reloads>\n10 master 0\n# workers\n11 worker 0\n12 worker 1\n";

    private const string Map = "/etc/proxymanager/sni-443.map";

    private const string Configuration = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nEtag: \"/config/ abc\"\r\n\r\n{\"admin\":{\"listen\":\"unix//run/admin.sock\"}}\n";

    private const string Listeners =
        """{"apps":{"http":{"servers":{"a":{"listen":[":80"]},"b":{"listen":["unix//run/proxymanager/http.a/443.sock","0.0.0.0:81"]}}}}}""";

    private static readonly HaproxyResource Before = new(
        "pm-haproxy.service", "/etc/haproxy.cfg", "", "/stats.sock", "/master.sock",
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [Map] = new Dictionary<string, string> { ["shop.example.com"] = "by_name|10.20.1.10|9443", ["*.example.com"] = "tcp_x" },
        },
        [],
        new Dictionary<string, string> { ["8444"] = "tcp_x", ["8443"] = Map, ["7000-7002"] = "tcp_y" },
        new Dictionary<string, HaproxyBackend> { ["tcp_x"] = new(["10.20.1.10:9443"], [], []), ["tcp_y"] = new(["10.20.1.10:1", "10.20.1.10:2", "10.20.1.10:3"], ["192.0.2.0/24"], []) });

    private static readonly HaproxyFlows Flows = new(
        Before, Before with { Backends = new Dictionary<string, HaproxyBackend> { ["tcp_x"] = new(["10.20.1.11:9443"], [], ["2001:db8::/32"]) } });

    private static readonly Lazy<Answerer> Engine = new(() => new Answerer());

    public static IEnumerable<FuzzTarget> All() =>
    [
        new("HAProxy's list of connections", Corpus.Texts(Sessions), ReadSessions),
        Of("HAProxy's master", files => AskMaster(new HaproxyMaster(Answerer.SocketPath, files)), Processes, Sessions, "Can't find the target PID matching the prefix '@!11'\n"),
        Of("HAProxy's stats", files => AskStats(new HaproxyStats(Answerer.SocketPath, files)), "PM_CONFIG=abc\n", "0x1 a.example.com by_name|10.20.1.10|9443\n0x2 b.example.com x\n", "Unknown map identifier.\n", "\n"),
        new("Caddy's listeners", Corpus.Texts(Listeners), ReadListeners),
        Of("Caddy's admin API", files => AskCaddy(new CaddyAdmin(Answerer.SocketPath, files)), Configuration, "HTTP/1.0 412 Precondition Failed\r\n\r\n"),
    ];

    /// <summary>An engine's answer. It may be refused with <see cref="ToolException"/>, and with nothing else.</summary>
    private static FuzzTarget Of(string name, Func<HostFiles, string> ask, params string[] answers) => new(name, Corpus.Texts(answers), input =>
    {
        Engine.Value.Answer = input;
        try
        {
            return ask(Engine.Value.Files);
        }
        catch (ToolException e)
        {
            return e.Message;
        }
    });

    private static string ReadSessions(byte[] input)
    {
        var reader = new HaproxySessionReader();
        var sessions = Encoding.UTF8.GetString(input).Split('\n').Select(reader.Read).OfType<HaproxySession>().ToList();
        return $"{sessions.Count(Flows.IsGone)} of {sessions.Count}";
    }

    private static string ReadListeners(byte[] input)
    {
        try
        {
            var listeners = CaddyListeners.Of(input);
            return $"{listeners.AreSecond} {listeners.Ports.Count} {listeners.Sockets.Count} {listeners.Link is null} {CaddyListeners.WithSecondNames(Encoding.UTF8.GetString(input)).Length > 0}";
        }
        catch (ToolException e)
        {
            return e.Message;
        }
    }

    private static string AskMaster(HaproxyMaster master)
    {
        // A master that never ends an answer is asked again for half a minute, for so long a real one takes to start.
        Engine.Value.Answer = [.. Engine.Value.Answer, (byte)'\n', .. Encoding.ASCII.GetBytes(Processes)];
        var workers = master.Workers();
        var sessions = master.Sessions(workers[0], _ => true);
        master.End(workers[0], sessions.Take(5));
        return $"{workers.Count} {sessions.Count}";
    }

    private static string AskStats(HaproxyStats stats)
    {
        var told = $"{stats.ConfigHash()?.Length > 0} {stats.Map(Map)?.Count}";
        stats.SetMap(Map, Before.Maps[Map]);
        return told;
    }

    private static string AskCaddy(CaddyAdmin caddy)
    {
        var answer = caddy.Get();
        caddy.Replace("{}", answer?.ETag);
        return $"{answer?.ETag is null}";
    }
}
