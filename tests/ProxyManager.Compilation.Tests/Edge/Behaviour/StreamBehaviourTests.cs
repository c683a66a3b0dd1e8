using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>What clients of <c>sni</c> and <c>tcp</c> routes experience, with real engines on loopback.</summary>
public class StreamBehaviourTests
{
    private static readonly IPAddress Office = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Banned = IPAddress.Parse("127.0.0.3");

    private readonly int _port = RunningEdge.FreePort();

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_Names_LeadToTheirServicesAndUnknownOnesAreClosed(EdgeEngine engine)
    {
        await using var exact = TestService.Tls("exact");
        await using var wild = TestService.Tls("wild");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("wild", ["*.example.com"], [EdgeFleet.Loopback(wild.Port)], OnPort)
            .Sni("exact", ["a.example.com"], [EdgeFleet.Loopback(exact.Port)], OnPort));

        (await TestClient.Tls(_port, "a.example.com")).ShouldBe("CN=exact exact unknown", edge.Log);
        (await TestClient.Tls(_port, "A.Example.Com")).ShouldBe("CN=exact exact unknown", edge.Log);
        (await TestClient.Tls(_port, "b.example.com")).ShouldBe("CN=wild wild unknown", edge.Log);
        (await TestClient.Tls(_port, "x.b.example.com")).ShouldBeNull();
        (await TestClient.Tls(_port, "example.com")).ShouldBeNull();
        (await TestClient.Tls(_port, "elsewhere.test")).ShouldBeNull();
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_WithDefault_TakesWhatNoNameMatches(EdgeEngine engine)
    {
        await using var named = TestService.Tls("named");
        await using var rest = TestService.Tls("rest");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("rest", [], [EdgeFleet.Loopback(rest.Port)], r => OnPort(r) with { Default = true })
            .Sni("named", ["a.example.com"], [EdgeFleet.Loopback(named.Port)], OnPort));

        (await TestClient.Tls(_port, "a.example.com")).ShouldBe("CN=named named unknown", edge.Log);
        (await TestClient.Tls(_port, "elsewhere.test")).ShouldBe("CN=rest rest unknown", edge.Log);
        (await TestClient.Tls(_port, "")).ShouldBe("CN=rest rest unknown", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_HelloInSegments_IsStillRead(EdgeEngine engine)
    {
        await using var filtered = TestService.Tls("filtered");
        await using var last = TestService.Tls("last");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("filtered", ["a.example.com"], [EdgeFleet.Loopback(filtered.Port)], r => OnPort(r) with { Allow = EdgeFleet.Networks("127.0.0.0/8") })
            .Sni("last", ["b.example.com"], [EdgeFleet.Loopback(last.Port)], OnPort));

        foreach (var segment in new[] { 7, 50, 200 })
        {
            (await TestClient.Tls(_port, "a.example.com", segment: segment)).ShouldBe("CN=filtered filtered unknown", edge.Log);
            (await TestClient.Tls(_port, "b.example.com", segment: segment)).ShouldBe("CN=last last unknown", edge.Log);
        }
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_HelloLargerThanASegment_ComesThroughWhole(EdgeEngine engine)
    {
        var greeting = "large unknown\n"u8.ToArray();
        var hello = ClientHello.Create("a.example.com");
        await using var large = TestService.Plain("large");
        await using var other = TestService.Plain("other");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("large", ["a.example.com"], [EdgeFleet.Loopback(large.Port)], r => OnPort(r) with { Allow = EdgeFleet.Networks("127.0.0.0/8") })
            .Sni("other", ["b.example.com"], [EdgeFleet.Loopback(other.Port)], OnPort));

        foreach (var segment in new[] { 50, 700, 1400, 16384 })
            (await TestClient.Exchange(_port, hello, greeting.Length, segment)).ShouldBe([.. greeting, .. hello], edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_ManyClientsAtOnce_EachHasItsOwnConnection(EdgeEngine engine)
    {
        await using var service = TestService.Tls("tls", proxyProtocol: true);
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("tls", ["a.example.com"], [EdgeFleet.Loopback(service.Port)], r => OnPort(r) with { ProxyProtocol = true }));
        var clients = Enumerable.Range(1, 200).Select(i => IPAddress.Parse($"127.0.1.{i}")).ToList();

        var answers = await Task.WhenAll(clients.Select(c => TestClient.Tls(_port, "a.example.com", c)));

        answers.ShouldBe(clients.Select(c => (string?)$"CN=tls tls {c}"), edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_AllowAndDeny_CloseTheRefused(EdgeEngine engine)
    {
        await using var service = TestService.Tls("office");
        await using var rest = TestService.Tls("rest");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("office", ["a.example.com"], [EdgeFleet.Loopback(service.Port)],
                r => OnPort(r) with { Allow = EdgeFleet.Networks("127.0.0.2/31"), Deny = EdgeFleet.Networks("127.0.0.3/32") })
            .Sni("rest", ["*.example.com"], [EdgeFleet.Loopback(rest.Port)], r => OnPort(r) with { Default = true }));

        (await TestClient.Tls(_port, "a.example.com", Office)).ShouldBe("CN=office office unknown", edge.Log);
        (await TestClient.Tls(_port, "a.example.com", Banned)).ShouldBeNull();
        (await TestClient.Tls(_port, "a.example.com")).ShouldBeNull();
        (await TestClient.Tls(_port, "b.example.com")).ShouldBe("CN=rest rest unknown", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task ProxyProtocol_BothFamilies_TellsTheClientsAddress(EdgeEngine engine)
    {
        await using var tls = TestService.Tls("tls", proxyProtocol: true);
        await using var plain = TestService.Plain("plain", proxyProtocol: true);
        var tcp = RunningEdge.FreePort();
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("tls", ["a.example.com"], [EdgeFleet.Loopback(tls.Port)], r => OnPort(r) with { ProxyProtocol = true })
            .Tcp("plain", tcp, [EdgeFleet.Loopback(plain.Port)], r => r with { ClientIp = ClientIp.ProxyV2 }));

        (await TestClient.Tls(_port, "a.example.com", Office)).ShouldBe("CN=tls tls 127.0.0.2", edge.Log);
        (await TestClient.Tcp(tcp, Office)).ShouldBe("plain 127.0.0.2", edge.Log);
        (await TestClient.Tcp(tcp, IPAddress.IPv6Loopback)).ShouldBe("plain ::1", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Sni_Ipv6OnBothSides_Passes(EdgeEngine engine)
    {
        await using var service = TestService.Tls("six", address: IPAddress.IPv6Loopback);
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("six", ["a.example.com"], [EdgeFleet.Loopback6(service.Port)], OnPort));

        (await TestClient.Tls(_port, "a.example.com", IPAddress.IPv6Loopback)).ShouldBe("CN=six six unknown", edge.Log);
        (await TestClient.Tls(_port, "a.example.com")).ShouldBe("CN=six six unknown", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Tcp_OneOfTwoUpstreamsDown_EveryClientIsServed(EdgeEngine engine)
    {
        await using var service = TestService.Plain("up");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Tcp("pair", _port, [EdgeFleet.Loopback(RunningEdge.FreePort()), EdgeFleet.Loopback(service.Port)]));

        for (var i = 0; i < 10; i++)
            (await TestClient.Tcp(_port)).ShouldBe("up unknown", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Tcp_Range_MapsPortsOneToOne(EdgeEngine engine)
    {
        var first = RunningEdge.FreePort(count: 2);
        await using var one = TestService.Plain("one", proxyProtocol: true, port: first);
        await using var two = TestService.Plain("two", proxyProtocol: true, port: first + 1);
        var open = RunningEdge.FreePort(count: 2);
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine).Tcp("range", open,
            [EdgeFleet.Loopback(first) with { Ports = new PortRange(first, first + 1) }],
            r => r with { Tcp = new PortRange(open, open + 1), ClientIp = ClientIp.ProxyV2 }));

        (await TestClient.Tcp(open, Office)).ShouldBe("one 127.0.0.2", edge.Log);
        (await TestClient.Tcp(open + 1, Office)).ShouldBe("two 127.0.0.2", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Caddy)]
    [OnEngine(EdgeEngine.Haproxy)]
    public async Task Sni_ManyUpstreamSets_EachNameFindsItsOwn(EdgeEngine engine)
    {
        await using var wanted = TestService.Tls("wanted");
        var fleet = new EdgeFleet(engine);
        for (var i = 0; i < 300; i++)
            fleet.Sni($"r{i}", [$"n{i}.example.com"], [EdgeFleet.Loopback(i == 217 ? wanted.Port : 1 + i)], OnPort);
        await using var edge = await RunningEdge.Start(fleet);

        (await TestClient.Tls(_port, "n217.example.com", segment: 90)).ShouldBe("CN=wanted wanted unknown", edge.Log);
        (await TestClient.Tls(_port, "n300.example.com")).ShouldBeNull();
    }

    private SniRoute OnPort(SniRoute route) => route with { Port = _port };
}
