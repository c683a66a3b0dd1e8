using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Loads of a real Caddy.</summary>
public sealed class CaddyHandoverTests : IDisposable
{
    private const string Unit = "pm-caddy.service";
    private const int Port = 8001;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>From the handshake until the request, of a client that is far away; less than the old server waits.</summary>
    private static readonly TimeSpan FarAway = TimeSpan.FromMilliseconds(500);

    private readonly HostDirectory _host = new();
    private readonly CaddyProvider _provider = new();

    [RootFact("PM_CADDY", "ip")]
    public void Apply_ClientsAreFarAway_AreAllAnswered() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine(out var run);
        _provider.Apply(Resource("load 0"), run);
        // Each load goes to the names that the one before has left.
        for (var load = 1; load <= 2; load++)
        {
            string[] texts = [$"load {load - 1}", $"load {load}"];
            // A thread of its own begins in the network namespace of this one.
            var apply = Task.Factory.StartNew(
                () => _provider.Apply(Resource(texts[1]), run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var connections = new Queue<(long Since, EndPoint Place, Socket Socket)>();
            var answers = new List<string>();
            while (!apply.IsCompleted || connections.Count > 0)
            {
                foreach (var place in apply.IsCompleted ? [] : (EndPoint[])[ByPort, BySocket])
                    connections.Enqueue((Stopwatch.GetTimestamp(), place, Connect(place)));
                Thread.Sleep(10);
                while (connections.TryPeek(out var first) && Stopwatch.GetElapsedTime(first.Since) > FarAway)
                    answers.Add($"{first.Place}: {Answer(connections.Dequeue().Socket)}");
            }

            apply.GetAwaiter().GetResult();
            answers.Where(a => !Array.Exists(texts, a.EndsWith)).ShouldBeEmpty($"of {answers.Count}");
            _provider.Inspect([Resource(texts[1])], run).ShouldBeEmpty();
            SocketTable.Holders(new ListenSocket("tcp", Port), run.Files).Count.ShouldBe(1);
            run.Warnings.ShouldBeEmpty();
        }
    });

    [RootFact("PM_CADDY", "ip")]
    public void Apply_LinkLeadsElsewhere_IsFoundAndPutRight() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine(out var run);
        _provider.Apply(Resource("it"), run);
        File.Delete(Link);
        _provider.Inspect([Resource("it")], run).ShouldHaveSingleItem().Lines.ShouldBe([$"~ {Link}: no link → http.a"]);
        File.CreateSymbolicLink(Link, "http.b");
        _provider.Inspect([Resource("it")], run).ShouldHaveSingleItem().Lines.ShouldBe([$"~ {Link}: http.b → http.a"]);

        _provider.Apply(Resource("it"), run);

        _provider.Inspect([Resource("it")], run).ShouldBeEmpty();
        Answer(Connect(BySocket)).ShouldBe("it");
    });

    [RootFact("PM_CADDY", "ip")]
    public void Apply_RefusedForOneOfItsListeners_GoesOnAsBefore() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine(out var run);
        _provider.Apply(Resource("before"), run);
        var captured = _provider.Capture(Resource("before"), run);
        using var held = new TcpListener(IPAddress.Loopback, Port + 1);
        held.Start();
        var after = Resource("after");
        after = after with { Config = after.Config.Replace($"\":{Port}\"", $"\":{Port}\", \":{Port + 1}\"", StringComparison.Ordinal) };

        Should.Throw<ToolException>(() => _provider.Apply(after, run)).Message.ShouldContain("goes on with the old one");
        Answer(Connect(ByPort)).ShouldBe("before");
        Answer(Connect(BySocket)).ShouldBe("before");
        _provider.Restore(after, captured, run);

        _provider.Inspect([Resource("before")], run).ShouldBeEmpty();
    });

    [RootFact("PM_CADDY", "ip")]
    public void Apply_SocketsOrTheirDirectoryGone_StartsAnew() => NetworkNamespace.Run(() =>
    {
        using var engine = Engine(out var run);
        _provider.Apply(Resource("first"), run);
        File.Delete($"{Link}.a/{Port}.sock");
        _provider.Inspect([Resource("first")], run).ShouldHaveSingleItem().Lines.ShouldBe([$"+ {Link}.a/{Port}.sock"]);

        _provider.Apply(Resource("first"), run);
        Answer(Connect(BySocket)).ShouldBe("first");
        Directory.Delete(Link + ".b");
        _provider.Apply(Resource("second"), run);

        Answer(Connect(BySocket)).ShouldBe("second");
        _provider.Inspect([Resource("second")], run).ShouldBeEmpty();
    });

    [RootFact("ip")]
    public void End_OneOfListenersThatShareAPort_LeavesTheOthers() => NetworkNamespace.Run(() =>
    {
        List<Socket> sockets = [.. Enumerable.Range(0, 3).Select(_ => Shared())];
        var listeners = KernelListener.At(Port)!;
        listeners.Count.ShouldBe(3);
        listeners.ShouldAllBe(l => l.IsEverywhere && l.User == 0);

        listeners[1].End();

        KernelListener.At(Port)!.Select(l => l.Inode).ShouldBe([listeners[0].Inode, listeners[2].Inode], ignoreOrder: true);
        listeners[1].End();
        foreach (var socket in sockets)
            socket.Dispose();
    });

    public void Dispose() => _host.Dispose();

    private string Link => _host.Root + "/http";

    private EndPoint BySocket => new UnixDomainSocketEndPoint($"{Link}/{Port}.sock");

    private static EndPoint ByPort => new IPEndPoint(IPAddress.Loopback, Port);

    private EngineProcess Engine(out RunContext run)
    {
        var engine = new EngineProcess(CaddyUnderTest.Program, "run", "--config", Resource("").ConfigPath);
        var tools = new NamespaceTools();
        tools.Units[$"restart {Unit}"] = () =>
        {
            Directory.CreateDirectory(Link + ".a");
            Directory.CreateDirectory(Link + ".b");
            return engine.Restart();
        };
        tools.Units[$"show --property=MainPID --value -- {Unit}"] = () => new ToolResult(0, $"{engine.Id}\n", "");
        tools.Units.Add(
            $"show --property={UnitState.Properties} -- {Unit}",
            () => new ToolResult(0, $"Id={Unit}\nLoadState=loaded\nActiveState=active\nSubState=running\nType=notify\nNeedDaemonReload=no\n", ""));
        run = new RunContext(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System);
        return engine;
    }

    private static Socket Shared()
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        // SOL_SOCKET, SO_REUSEPORT
        socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, Port));
        socket.Listen();
        return socket;
    }

    private static Socket Connect(EndPoint place)
    {
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Connect(place);
        return socket;
    }

    /// <returns>What a request is answered with; empty for a connection that is closed instead.</returns>
    private static string Answer(Socket connection)
    {
        using var socket = connection;
        try
        {
            socket.Send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8);
            using var reader = new StreamReader(new NetworkStream(socket), Encoding.ASCII);
            return reader.ReadToEnd().Split("\r\n\r\n") is [_, var body] ? body : "";
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return "";
        }
    }

    private CaddyResource Resource(string answer)
    {
        var routes = $$"""[{ "handle": [{ "handler": "static_response", "body": "{{answer}}" }] }]""";
        return new CaddyResource(
            Unit,
            CaddyUnderTest.Program,
            _host.Root + "/caddy.json",
            $$"""
            {
              "admin": { "listen": "unix/{{_host.Root}}/admin.sock", "origins": ["localhost"], "config": { "persist": false } },
              "storage": { "module": "file_system", "root": "{{_host.Root}}" },
              "apps": { "http": {
                "shutdown_delay": "4s",
                "servers": {
                  "port": { "listen": [":{{Port}}"], "protocols": ["h1"], "automatic_https": { "disable": true }, "routes": {{routes}} },
                  "socket": { "listen": ["unix/{{Link}}.a/{{Port}}.sock"], "protocols": ["h1"], "automatic_https": { "disable": true }, "routes": {{routes}} }
                }
              } }
            }
            """,
            _host.Root + "/admin.sock",
            NeedsLayer4: false,
            [new ListenSocket("tcp", Port)],
            []);
    }
}
