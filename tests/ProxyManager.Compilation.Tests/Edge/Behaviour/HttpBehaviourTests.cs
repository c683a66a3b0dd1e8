using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>What clients of <c>http</c> routes experience, behind either engine and with the port to themselves.</summary>
public class HttpBehaviourTests
{
    private static readonly IPAddress SharedClient = IPAddress.Parse("127.0.0.2");

    private readonly int _port = RunningEdge.FreePort();

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_BesideSni_EndsTlsAndTellsTheClientsAddress(EdgeEngine engine)
    {
        await using var http = new TestHttpService("blog");
        await using var tls = TestService.Tls("shop");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Loopback(tls.Port)], r => r with { Port = _port })
            .Http("blog", ["blog.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort));

        var answer = await Get("https://blog.example.com/x");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("blog /x for=127.0.0.2 proto=https host=blog.example.com", edge.Log);
        answer.Version.ShouldBe(HttpVersion.Version20);
        (await TestClient.Tls(_port, "shop.example.com")).ShouldBe("CN=shop shop unknown", edge.Log);
        (await TestClient.Tls(_port, "elsewhere.test")).ShouldBeNull();
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_ManyClientsAtOnce_EachGetsItsOwnAnswer(EdgeEngine engine)
    {
        await using var http = new TestHttpService("blog");
        await using var tls = TestService.Tls("shop");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Loopback(tls.Port)], r => r with { Port = _port })
            .Http("blog", ["blog.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort));
        var clients = Enumerable.Range(1, 200).Select(i => IPAddress.Parse($"127.0.1.{i}")).ToList();

        var answers = await Task.WhenAll(clients.Select(async address =>
        {
            using var client = TestClient.Http(_port, address);
            return await client.GetStringAsync(new Uri($"https://blog.example.com/{address}"));
        }));

        answers.ShouldBe(clients.Select(c => $"blog /{c} for={c} proto=https host=blog.example.com"), edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true, oldCaddy: true)]
    public async Task Http_OnTheCaddyOfDebian12_EndsTlsWithAndWithoutAFront(EdgeEngine engine)
    {
        var own = RunningEdge.FreePort();
        await using var http = new TestHttpService("blog");
        await using var tls = TestService.Tls("shop");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine, EdgeFleet.OldCaddy)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Loopback(tls.Port)], r => r with { Port = _port })
            .Http("blog", ["blog.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort)
            .Http("direct", ["blog.example.com"], [EdgeFleet.Loopback(http.Port)], r => OnPort(r) with { Port = own }));

        (await Text("https://blog.example.com/x")).ShouldStartWith("blog /x ", customMessage: edge.Log);
        (await Get($"https://blog.example.com:{own}/x")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TestClient.Tls(_port, "shop.example.com")).ShouldBe("CN=shop shop unknown", edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_Paths_LongestWinsAndEndsAtASlash(EdgeEngine engine)
    {
        await using var all = new TestHttpService("all");
        await using var admin = new TestHttpService("admin");
        await using var deep = new TestHttpService("deep");
        await using var wild = new TestHttpService("wild");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Http("wild", ["*.example.com"], [EdgeFleet.Loopback(wild.Port)], r => OnPort(r) with { Path = "/admin/deep/er" })
            .Http("all", ["a.example.com"], [EdgeFleet.Loopback(all.Port)], OnPort)
            .Http("admin", ["a.example.com"], [EdgeFleet.Loopback(admin.Port)], r => OnPort(r) with { Path = "/admin" })
            .Http("deep", ["a.example.com"], [EdgeFleet.Loopback(deep.Port)], r => OnPort(r) with { Path = "/admin/deep" }));

        (await Text("https://a.example.com/")).ShouldStartWith("all / ", customMessage: edge.Log);
        (await Text("https://a.example.com/administrator")).ShouldStartWith("all /administrator ");
        (await Text("https://a.example.com/admin")).ShouldStartWith("admin /admin ");
        (await Text("https://a.example.com/admin/x?y=1")).ShouldStartWith("admin /admin/x?y=1 ");
        (await Text("https://a.example.com/admin/deep/er")).ShouldStartWith("deep /admin/deep/er ");
        (await Text("https://b.example.com/admin/deep/er")).ShouldStartWith("wild /admin/deep/er ");
        (await Get("https://b.example.com/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_RefusedClientOrDeadService_GetsAReadablePage(EdgeEngine engine)
    {
        await using var http = new TestHttpService("up");
        await using var tls = TestService.Tls("shop");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Loopback(tls.Port)], r => r with { Port = _port })
            .Http("allowed", ["allowed.example.com"], [EdgeFleet.Loopback(http.Port)], r => OnPort(r) with { Allow = EdgeFleet.Networks("127.0.0.2/32") })
            .Http("refused", ["refused.example.com"], [EdgeFleet.Loopback(http.Port)], r => OnPort(r) with { Allow = EdgeFleet.Networks("127.0.0.0/8"), Deny = EdgeFleet.Networks("127.0.0.2/32") })
            .Http("dead", ["dead.example.com"], [EdgeFleet.Loopback(RunningEdge.FreePort())], OnPort)
            .Http("pair", ["pair.example.com"], [EdgeFleet.Loopback(RunningEdge.FreePort()), EdgeFleet.Loopback(http.Port)], OnPort));

        (await Text("https://allowed.example.com/")).ShouldStartWith("up / for=127.0.0.2", customMessage: edge.Log);
        var refused = await Get("https://refused.example.com/");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("<h1>403 Forbidden</h1>");
        var dead = await Get("https://dead.example.com/");
        dead.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        dead.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await dead.Content.ReadAsStringAsync()).ShouldContain("dead.example.com");
        for (var i = 0; i < 4; i++)
            (await Text("https://pair.example.com/")).ShouldStartWith("up /");
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    public async Task Http_OnPort80_RedirectsAndServesPlainRoutes(EdgeEngine engine)
    {
        await using var http = new TestHttpService("plain");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Http("tls", ["tls.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort)
            .Http("quiet", ["tls.example.com"], [EdgeFleet.Loopback(http.Port)], r => OnPort(r) with { Path = "/quiet", Redirect = false })
            .Http("plain", ["plain.example.com"], [EdgeFleet.Loopback(http.Port)], Plain));

        var moved = await Get("http://tls.example.com/x?y=1", edge.PlainPort);
        moved.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        moved.Headers.Location!.ToString().ShouldBe($"https://tls.example.com:{_port}/x?y=1");
        (await Get("http://tls.example.com/quiet", edge.PlainPort)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Get("http://elsewhere.test/", edge.PlainPort)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Text("http://plain.example.com/", edge.PlainPort)).ShouldStartWith("plain / for=127.0.0.2 proto=http");
    }

    [Theory]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_PlainWildcardBesideTls_LeavesTheNameItsRedirect(EdgeEngine engine)
    {
        await using var http = new TestHttpService("rest");
        await using var files = new TestHttpService("files");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Http("rest", ["*.example.com"], [EdgeFleet.Loopback(http.Port)], Plain)
            .Http("files", ["shop.example.com"], [EdgeFleet.Loopback(files.Port)], r => Plain(r) with { Path = "/files" })
            .Http("shop", ["shop.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort));

        (await Get("http://shop.example.com/x", edge.PlainPort)).StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        (await Text("http://shop.example.com/files/x", edge.PlainPort)).ShouldStartWith("files /files/x ", customMessage: edge.Log);
        (await Text("http://other.example.com/x", edge.PlainPort)).ShouldStartWith("rest /x ", customMessage: edge.Log);
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Http_StreamsAndUpgrades_PassUnbuffered(EdgeEngine engine)
    {
        await using var http = new TestHttpService("app");
        await using var tls = TestService.Tls("shop");
        await using var edge = await RunningEdge.Start(new EdgeFleet(engine)
            .Sni("shop", ["shop.example.com"], [EdgeFleet.Loopback(tls.Port)], r => r with { Port = _port })
            .Http("app", ["app.example.com"], [EdgeFleet.Loopback(http.Port)], OnPort));

        using (var client = TestClient.Http(_port, SharedClient))
        using (var reader = new StreamReader(await client.GetStreamAsync("https://app.example.com/stream")))
        {
            (await reader.ReadLineAsync()).ShouldBe("first", edge.Log);
            http.SecondHalf.SetResult();
            (await reader.ReadLineAsync()).ShouldBe("second");
        }

        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = new SslStream(connection.GetStream(), false, TestClient.IsGateways);
        await stream.AuthenticateAsClientAsync("app.example.com");
        await stream.WriteAsync("GET /ws HTTP/1.1\r\nHost: app.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
        using var lines = new StreamReader(stream);
        (await lines.ReadLineAsync()).ShouldBe("HTTP/1.1 101 Switching Protocols", edge.Log);
        while (await lines.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes("frame\n"));
        (await lines.ReadLineAsync()).ShouldBe("frame");
    }

    private HttpRoute OnPort(HttpRoute route) => route with { Port = _port };

    private static HttpRoute Plain(HttpRoute route) => route with { Port = 80, Tls = TlsMode.Off, Redirect = false };

    private async Task<string> Text(string url, int? port = null) => await (await Get(url, port)).Content.ReadAsStringAsync();

    private async Task<HttpResponseMessage> Get(string url, int? port = null)
    {
        using var client = TestClient.Http(port ?? _port, SharedClient);
        return await client.GetAsync(new Uri(url));
    }
}
