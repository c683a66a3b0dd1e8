using System.Net;
using System.Net.Sockets;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Connections;

/// <summary>Ways of routes whose gateway is this machine, with an agent that answers as told.</summary>
public sealed class ConnectionTestTests : IDisposable
{
    /// <summary>Has an engine serve the route.</summary>
    private const string ThroughEdge = "clientIp: proxy-v2";

    private readonly string _directory = Directory.CreateTempSubdirectory("pm-test-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ConnectionTestTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task RunAsync_EverythingAnswers_Works()
    {
        var report = await RunAsync(r => Seen(r));

        var connection = report.Connections.ShouldHaveSingleItem();
        connection.Steps.Select(s => (s.Name, s.Outcome)).ShouldBe(
        [
            ("name", StepOutcome.Passed), ("port", StepOutcome.Passed), ("tunnel", StepOutcome.Passed),
            ("handshake", StepOutcome.Passed), ("mtu", StepOutcome.Passed), ("service", StepOutcome.Passed),
        ]);
        (connection.Works, report.ExitCode).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(false, 5L, true, PortOutcome.Unreachable, "tunnel")]
    [InlineData(true, null, false, PortOutcome.Silent, "handshake")]
    [InlineData(true, 400L, false, PortOutcome.Silent, "handshake")]
    [InlineData(true, 5L, false, PortOutcome.Open, "mtu")]
    [InlineData(true, 5L, true, PortOutcome.Refused, "service")]
    [InlineData(true, 5L, true, PortOutcome.Silent, "service")]
    public async Task RunAsync_SomethingInside_IsWhereItBreaks(bool isConfigured, long? handshake, bool fullEcho, PortOutcome service, string step)
    {
        var report = await RunAsync(r => Seen(r, isConfigured, handshake, fullEcho, service));

        report.Connections.ShouldHaveSingleItem().BreaksAt.ShouldNotBeNull().Name.ShouldBe(step);
        report.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_ClosedPort_IsWhereItBreaks()
    {
        var port = Port;
        _listener.Stop();

        var report = await RunAsync(r => Seen(r), port: port);

        report.Connections.ShouldHaveSingleItem().BreaksAt.ShouldNotBeNull().Message.ShouldBe($"127.0.0.1:{port}: refused");
    }

    [Fact]
    public async Task RunAsync_ClosedPortOfARouteWithAllow_IsNotKnownFromHere()
    {
        var port = Port;
        _listener.Stop();

        var report = await RunAsync(r => Seen(r), "allow: [198.51.100.0/24]", port);

        report.Connections.ShouldHaveSingleItem().BreaksAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("failed")]
    [InlineData("activating")]
    public async Task RunAsync_UnitOfTheEdgeIsNotActive_IsWhereItBreaksThoughThePortIsClosedToo(string state)
    {
        var port = Port;
        _listener.Stop();

        var report = await RunAsync(r => WithUnits(Seen(r), state), ThroughEdge, port);

        var connection = report.Connections.ShouldHaveSingleItem();
        connection.Steps.Select(s => (s.Name, s.Outcome)).ShouldBe(
        [
            ("name", StepOutcome.Passed), ("port", StepOutcome.Failed), ("edge", StepOutcome.Failed), ("tunnel", StepOutcome.Passed),
            ("handshake", StepOutcome.Passed), ("mtu", StepOutcome.Passed), ("service", StepOutcome.Passed),
        ]);
        connection.BreaksAt.ShouldBe(new("edge", StepOutcome.Failed, $"pm-haproxy.service is {state} on gw", "look at its log: journalctl -u pm-haproxy.service"));
        report.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_UnitOfTheEdgeIsNotActiveBehindAnOpenPort_IsOneStep()
    {
        // Somebody else answers at the port.
        var report = await RunAsync(r => WithUnits(Seen(r), "inactive"), ThroughEdge);

        var connection = report.Connections.ShouldHaveSingleItem();
        connection.Steps.Single(s => s.Name == "edge").Message.ShouldBe("pm-haproxy.service is inactive on gw");
        connection.BreaksAt.ShouldNotBeNull().Name.ShouldBe("edge");
    }

    [Fact]
    public async Task RunAsync_UnitOfTheEdgeReloads_Works()
    {
        var report = await RunAsync(r => WithUnits(Seen(r), "reloading"), ThroughEdge);

        report.Connections.ShouldHaveSingleItem().Works.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_GatewayThatCannotBeAsked_IsNeitherYesNorNo()
    {
        var report = await RunAsync(_ => new FailedReply([new HostProblem("PM3009", "the agent does not know this request", "update")], true, HostState.Unknown, 0, []));

        report.ExitCode.ShouldBe(1);
        report.Unasked.ShouldHaveSingleItem().Host.ShouldBe("gw");
        report.Connections.ShouldHaveSingleItem().Steps.ShouldContain(s => s.Name == "tunnel" && s.Outcome == StepOutcome.Unknown);
    }

    [Fact]
    public async Task RunAsync_UdpServiceOnEveryAddressBehindATransparentRoute_IsWarnedOf()
    {
        Write($"udp: {Port}, clientIp: transparent", "ssh: root@nas, ");

        var report = await RunOnAsync(
            r => Seen(r, service: PortOutcome.Silent),
            r => new ProbeReply([], [], [.. ((ProbeRequest)r).Listens.Select(l => new ListenState(l, ["0.0.0.0"]))], []));

        report.Connections.ShouldHaveSingleItem().Steps.Single(s => s.Name == "service").ShouldBe(
            new("service", StepOutcome.Warning, "udp/7000 on nas listens on every address, so its answers may leave with the address of its LAN", "bind it to 10.20.1.10"));
    }

    [Theory]
    [InlineData("gti", "did you mean 'git'?")]
    [InlineData("x*", "look at 'pm route list'")]
    public void Constructor_NameOfNoRoute_SaysSo(string name, string advice)
    {
        Write($"tcp: {Port}", "");

        Should.Throw<UsageException>(() => new ConnectionTest(Workspace(), [name], null)).Advice.ShouldContain(advice);
    }

    private static ProbeReply Seen(Request request, bool isConfigured = true, long? handshake = 5, bool fullEcho = true, PortOutcome service = PortOutcome.Open)
    {
        var probe = request.ShouldBeOfType<ProbeRequest>();
        return new(
            [.. probe.Tunnels.Select(t => new TunnelState(t, isConfigured, handshake, true, fullEcho))],
            [.. probe.Ports.Select(p => new PortState(p, service, 1))],
            [],
            [.. probe.Units.Select(u => new UnitActivity(u, "active"))]);
    }

    private static ProbeReply WithUnits(ProbeReply reply, string state) => reply with { Units = [.. reply.Units.Select(u => u with { State = state })] };

    private Task<ConnectionReport> RunAsync(Func<Request, Reply> gateway, string keys = "", int? port = null)
    {
        Write($"tcp: {port ?? Port}" + (keys.Length > 0 ? $", {keys}" : ""), "");
        return RunOnAsync(gateway);
    }

    private async Task<ConnectionReport> RunOnAsync(params Func<Request, Reply>[] agents)
    {
        var transport = new ScriptedTransport();
        foreach (var agent in agents)
            transport.Then(ScriptedSession.Agent(r => [agent(r)]));
        return await new ConnectionTest(Workspace(), ["g?t"], null).RunAsync(new FleetRun("acme", Sample.Connector(transport), 1, null), 4, CancellationToken.None);
    }

    private Workspace Workspace() => Control.Workspace.Open(_directory, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));

    private void Write(string route, string peer) => File.WriteAllText(Path.Combine(_directory, "fleet.yml"), $$"""
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          gw: { ssh: root@gw, endpoint: "127.0.0.1:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          nas: { {{peer}}address: 10.20.1.10, publicKey: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=, services: { line: { port: 7000, protocol: both } } }
        routes:
          git: { {{route}}, to: nas/line }
        """);
}
