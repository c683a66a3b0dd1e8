using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>A gateway with a route of each kind, all of which lead to the same two upstreams: <see cref="One"/> and <see cref="Two"/>.</summary>
internal sealed class BalancedEdge : IAsyncDisposable
{
    public const string One = "one";

    public const string Two = "two";

    private const string SniName = "sni.example.com";
    private const string HttpName = "http.example.com";

    private static readonly HealthCheck EverySecond = new(TimeSpan.FromSeconds(1), Timeout: null, Rise: null, Fall: null, Path: null);

    private readonly int _tls = RunningEdge.FreePort();
    private readonly int _tcp = RunningEdge.FreePort();

    /// <summary>Ports of the services behind each kind of route: those of one, then those of the other.</summary>
    private readonly Dictionary<RouteKind, int[]> _ports = Enum.GetValues<RouteKind>().ToDictionary(k => k, _ => new[] { RunningEdge.FreePort(), RunningEdge.FreePort() });

    private readonly Dictionary<string, List<IAsyncDisposable>> _services = [];
    private RunningEdge? _edge;

    private BalancedEdge()
    {
    }

    public string Log => _edge?.Log ?? "";

    /// <param name="engine">The engine in front.</param>
    /// <param name="balance">How its routes choose.</param>
    /// <param name="kinds">The kinds of routes that it has; none are all.</param>
    public static async Task<BalancedEdge> Start(EdgeEngine engine, Balance balance, params RouteKind[] kinds)
    {
        var edge = new BalancedEdge();
        edge.Begin(One);
        edge.Begin(Two);
        var fleet = new EdgeFleet(engine);
        foreach (var kind in kinds.Length == 0 ? Enum.GetValues<RouteKind>() : kinds)
        {
            Upstream[] to = [.. edge._ports[kind].Select(EdgeFleet.Loopback)];
            _ = kind switch
            {
                RouteKind.Tcp => fleet.Tcp("tcp", edge._tcp, to, r => r with { Balance = balance, Health = EverySecond }),
                RouteKind.Sni => fleet.Sni("sni", [SniName], to, r => r with { Port = edge._tls, Balance = balance, Health = EverySecond }),
                _ => fleet.Http("http", [HttpName], to, r => r with { Port = edge._tls, Balance = balance, Health = EverySecond }),
            };
        }

        try
        {
            edge._edge = await RunningEdge.Start(fleet);
            return edge;
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }

    /// <summary>Which upstream serves a client that comes and goes; null when none does.</summary>
    public async Task<string?> ServedBy(RouteKind kind, string from = "127.0.0.1")
    {
        var address = IPAddress.Parse(from);
        switch (kind)
        {
            case RouteKind.Tcp:
                return (await TestClient.Tcp(_tcp, address))?.Split(' ')[0];
            case RouteKind.Sni:
                return (await TestClient.Tls(_tls, SniName, address))?.Split(' ')[1];
            default:
                using (var client = TestClient.Http(_tls, address))
                using (var answer = await client.GetAsync(new Uri($"https://{HttpName}/")))
                    return answer.IsSuccessStatusCode ? (await answer.Content.ReadAsStringAsync()).Split(' ')[0] : null;
        }
    }

    /// <summary>Begins a connection, or a request, that lasts until it is disposed of.</summary>
    /// <returns>Which upstream serves it, and what ends it.</returns>
    public async Task<(string Server, IDisposable Client)> Hold(RouteKind kind)
    {
        if (kind == RouteKind.Http)
        {
            var http = TestClient.Http(_tls, IPAddress.Loopback);
            var answer = await http.GetAsync(new Uri($"https://{HttpName}/stream"), HttpCompletionOption.ResponseHeadersRead);
            return (answer.Headers.GetValues(TestHttpService.ServerHeader).Single(), new HeldRequest(http, answer));
        }

        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, kind == RouteKind.Tcp ? _tcp : _tls);
        Stream stream = client.GetStream();
        if (kind == RouteKind.Sni)
        {
            var tls = new SslStream(stream, false, (_, certificate, _, _) => certificate is not null);
            await tls.AuthenticateAsClientAsync(SniName);
            stream = tls;
        }

        var reader = new StreamReader(stream);
        return ((await reader.ReadLineAsync())!.Split(' ')[0], client);
    }

    /// <summary>The requests that an upstream has under way come to their end, which Caddy keeps when only the client leaves; no later one lasts.</summary>
    public void FinishRequests(string upstream) => _services[upstream].OfType<TestHttpService>().Single().SecondHalf.TrySetResult();

    /// <summary>Nobody listens at an upstream any more.</summary>
    public async Task End(string upstream)
    {
        foreach (var service in _services[upstream])
            await service.DisposeAsync();
        _services.Remove(upstream);
    }

    /// <summary>An upstream is there, where it was before.</summary>
    public void Begin(string upstream)
    {
        var index = upstream == One ? 0 : 1;
        _services[upstream] =
        [
            TestService.Plain(upstream, port: _ports[RouteKind.Tcp][index]),
            TestService.Tls(upstream, port: _ports[RouteKind.Sni][index]),
            new TestHttpService(upstream, _ports[RouteKind.Http][index]),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
            await _edge.DisposeAsync();
        foreach (var upstream in _services.Keys.ToList())
            await End(upstream);
    }

    /// <summary>A request under way. The answer belongs to it: where nobody has that any more, its finalizer cancels the request.</summary>
    private sealed record HeldRequest(HttpClient Client, HttpResponseMessage Answer) : IDisposable
    {
        public void Dispose()
        {
            Answer.Dispose();
            Client.Dispose();
        }
    }
}
