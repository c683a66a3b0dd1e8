using System.Diagnostics;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>Which of two upstreams serves whom, with real engines on loopback.</summary>
public class BalanceBehaviourTests
{
    private const int Clients = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task RoundRobin_OneClientManyTimes_BothServeAsOften(EdgeEngine engine)
    {
        await using var edge = await BalancedEdge.Start(engine, Balance.RoundRobin);
        foreach (var kind in Enum.GetValues<RouteKind>())
        {
            var served = await ServedBy(edge, kind, Clients);

            served.Count(s => s == BalancedEdge.One).ShouldBeInRange((Clients / 2) - 2, (Clients / 2) + 2, $"{kind}: {string.Join(' ', served)}\n{edge.Log}");
            served.ShouldAllBe(s => s == BalancedEdge.One || s == BalancedEdge.Two);
        }
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task Source_ManyClients_EachStaysAtItsUpstream(EdgeEngine engine)
    {
        await using var edge = await BalancedEdge.Start(engine, Balance.Source);
        foreach (var kind in Enum.GetValues<RouteKind>())
        {
            var upstreams = new List<string?>();
            foreach (var client in Enumerable.Range(1, Clients))
                upstreams.Add((await ServedBy(edge, kind, 3, $"127.0.1.{client}")).Distinct().ShouldHaveSingleItem($"{kind}, client {client}\n{edge.Log}"));

            upstreams.Distinct().ShouldBe([BalancedEdge.One, BalancedEdge.Two], ignoreOrder: true, $"{kind}\n{edge.Log}");
        }
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task First_ManyClients_AllAreServedByTheFirst(EdgeEngine engine)
    {
        await using var edge = await BalancedEdge.Start(engine, Balance.First);
        foreach (var kind in Enum.GetValues<RouteKind>())
        {
            foreach (var client in Enumerable.Range(1, Clients))
                (await edge.ServedBy(kind, $"127.0.1.{client}")).ShouldBe(BalancedEdge.One, $"{kind}, client {client}\n{edge.Log}");
        }
    }

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    public Task LeastConn_OneUpstreamIsBusy_TheOtherServes(EdgeEngine engine) => ShouldLeaveTheBusyAlone(engine, Enum.GetValues<RouteKind>());

    /// <summary>The layer4 of Caddy has no <c>least_conn</c> that counts; the inventory refuses it there.</summary>
    [Theory]
    [OnEngine(EdgeEngine.Caddy)]
    public Task LeastConn_OneUpstreamHasRequestsUnderWay_TheOtherServes(EdgeEngine engine) => ShouldLeaveTheBusyAlone(engine, RouteKind.Http);

    [Theory]
    [OnEngine(EdgeEngine.Haproxy, needsCaddy: true)]
    [OnEngine(EdgeEngine.Caddy)]
    public async Task UpstreamEndsAndReturns_OtherServesMeanwhileAndBothServeAgain(EdgeEngine engine)
    {
        await using var edge = await BalancedEdge.Start(engine, Balance.RoundRobin);
        foreach (var kind in Enum.GetValues<RouteKind>())
            (await ServedBy(edge, kind, 2)).ShouldBe([BalancedEdge.One, BalancedEdge.Two], ignoreOrder: true, $"{kind}\n{edge.Log}");

        await edge.End(BalancedEdge.One);
        foreach (var kind in Enum.GetValues<RouteKind>())
            (await ServedBy(edge, kind, 10)).ShouldAllBe(s => s == BalancedEdge.Two, $"{kind}\n{edge.Log}");

        edge.Begin(BalancedEdge.One);
        foreach (var kind in Enum.GetValues<RouteKind>())
            await ShouldComeToServe(edge, kind, BalancedEdge.One, inARow: 1);

        await edge.End(BalancedEdge.Two);
        foreach (var kind in Enum.GetValues<RouteKind>())
            (await ServedBy(edge, kind, 10)).ShouldAllBe(s => s == BalancedEdge.One, $"{kind}\n{edge.Log}");
    }

    /// <summary>Where clients stay at one upstream and none at the other, those who come and go are the other's.</summary>
    private static async Task ShouldLeaveTheBusyAlone(EdgeEngine engine, params RouteKind[] kinds)
    {
        await using var edge = await BalancedEdge.Start(engine, Balance.LeastConn, kinds);
        foreach (var kind in kinds)
        {
            var held = new List<(string Server, IDisposable Client)>();
            for (var i = 0; i < 6; i++)
                held.Add(await edge.Hold(kind));
            try
            {
                // What is just ending counts too: not always half of them.
                held.Count(h => h.Server == BalancedEdge.One).ShouldBeInRange(2, 4, $"{kind}: {string.Join(' ', held.Select(h => h.Server))}\n{edge.Log}");
                if (kind == RouteKind.Http)
                    edge.FinishRequests(BalancedEdge.Two);
                foreach (var (_, client) in held.Where(h => h.Server == BalancedEdge.Two))
                    client.Dispose();

                // As soon as the engine has noticed that all of them are gone.
                await ShouldComeToServe(edge, kind, BalancedEdge.Two, Clients);
            }
            finally
            {
                held.ForEach(h => h.Client.Dispose());
            }
        }
    }

    private static async Task ShouldComeToServe(BalancedEdge edge, RouteKind kind, string upstream, int inARow)
    {
        var watch = Stopwatch.StartNew();
        while ((await ServedBy(edge, kind, inARow)).Exists(s => s != upstream))
        {
            watch.Elapsed.ShouldBeLessThan(Limit, $"{kind}: {upstream} serves no {inARow} in a row\n{edge.Log}");
            await Task.Delay(100);
        }
    }

    private static async Task<List<string?>> ServedBy(BalancedEdge edge, RouteKind kind, int times, string from = "127.0.0.1")
    {
        var served = new List<string?>();
        for (var i = 0; i < times; i++)
            served.Add(await edge.ServedBy(kind, from));
        return served;
    }
}
