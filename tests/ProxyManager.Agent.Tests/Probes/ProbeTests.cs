using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Probes;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Probes;

public sealed class ProbeTests : IDisposable
{
    private static readonly ProbeTunnel Known = new("pm0", "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=", "10.20.0.2", 1420);

    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new ScriptedTools().Answer("wg show all dump", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "wg-show-all-dump.txt")));

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Run_TunnelThatLosesLargePackets_TellsBothEchoes()
    {
        _tools.Answer(Ping(56)).Answer(Ping(1392), exitCode: 1);

        var state = Run(tunnels: [Known]).Tunnels.ShouldHaveSingleItem();

        (state.IsConfigured, state.Echo, state.FullEcho).ShouldBe((true, true, false));
        state.HandshakeSeconds.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Run_TunnelOfAnotherKey_IsNotConfigured()
    {
        _tools.Answer(Ping(56), exitCode: 1);

        Run(tunnels: [Known with { PublicKey = "x" }]).Tunnels.ShouldHaveSingleItem().ShouldBe(new(Known with { PublicKey = "x" }, false, null, false, null));
    }

    [Fact]
    public void Run_HostWithoutPing_SaysThatEchoesCouldNotBeTried()
    {
        _tools.Answer(Ping(56), exitCode: 127);

        Run(tunnels: [Known]).Tunnels.ShouldHaveSingleItem().Echo.ShouldBeNull();
    }

    [RootFact("ip")]
    public void Run_Ports_AreOpenOrRefused() => NetworkNamespace.Run(() =>
    {
        using var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        var port = ((IPEndPoint)open.LocalEndpoint).Port;
        using var held = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var silent = ((IPEndPoint)held.Client.LocalEndPoint!).Port;

        Run(ports: [new("tcp", "127.0.0.1", port), new("tcp", "127.0.0.1", 1), new("udp", "127.0.0.1", 1), new("udp", "127.0.0.1", silent)])
            .Ports.Select(p => p.Outcome)
            .ShouldBe([PortOutcome.Open, PortOutcome.Refused, PortOutcome.Refused, PortOutcome.Silent]);
    });

    [Fact]
    public void Run_Listens_TellsTheAddresses()
    {
        _host.Files.CreateDirectory("/proc/thread-self/net", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // A resolver on 127.0.0.53 and a service on every address, as Linux shows them on a machine that stores the low byte first.
        _host.Files.WriteText("/proc/thread-self/net/udp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              1: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 5001 2 0000000000000000 0
              2: 00000000:1B58 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5002 2 0000000000000000 0

            """);

        Run(listens: [new("udp", "10.20.0.1", 7000), new("udp", "10.20.0.1", 53), new("udp", "10.20.0.1", 54)])
            .Listens.Select(l => string.Join(' ', l.Addresses))
            .ShouldBe(["0.0.0.0", "127.0.0.53", ""]);
    }

    [Fact]
    public void Run_Units_AreOursOnly()
    {
        _tools.Answer("systemctl is-active -- pm-haproxy.service", "failed\n", exitCode: 3);

        Run(units: ["pm-haproxy.service"]).Units.ShouldBe([new("pm-haproxy.service", "failed")]);
        Should.Throw<ProblemException>(() => Run(units: ["--help"])).Problem.Code.ShouldBe("PM3009");
    }

    [Theory]
    [InlineData("icmp", "127.0.0.1", 1)]
    [InlineData("tcp", "-c evil", 1)]
    [InlineData("tcp", "127.0.0.1", 0)]
    public void Run_WhatIsNoPort_IsRefused(string protocol, string address, int port) =>
        Should.Throw<ProblemException>(() => Run(ports: [new(protocol, address, port)])).Problem.Code.ShouldBe("PM3009");

    private static string Ping(int payload) => $"ping -n -q -M do -c 2 -i 0.2 -W 1 -s {payload} -- 10.20.0.2";

    private ProbeReply Run(
        IReadOnlyList<ProbeTunnel>? tunnels = null, IReadOnlyList<ProbePort>? ports = null, IReadOnlyList<ProbePort>? listens = null, IReadOnlyList<string>? units = null) =>
        new Probe(_host.Context(_tools)).Run(new ProbeRequest(tunnels ?? [], ports ?? [], listens ?? [], units ?? []));
}
