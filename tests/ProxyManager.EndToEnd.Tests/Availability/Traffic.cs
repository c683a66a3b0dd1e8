using System.Net.Sockets;
using ProxyManager.EndToEnd.Tests.Routes;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>All kinds of traffic through one gateway: new and held connections by nftables and by the edge, requests, one UDP flow.</summary>
internal sealed class Traffic
{
    /// <summary>Seconds that a client waits for an answer, on new connections and on held ones: where the processor is short, packets are sent again.</summary>
    private const int Patience = 10;

    private readonly RoutesLab _lab;
    private readonly string _gateway;
    private readonly int _rate;
    private readonly Overflows _before;
    private readonly Load _forwards;
    private readonly Load _names;
    private readonly Load _requests;
    private readonly Load _streams;
    private readonly Load _flow;
    private readonly IReadOnlyList<HeldConnection> _held;

    private Traffic(RoutesLab lab, string gateway, int rate, Load[] loads, IReadOnlyList<HeldConnection> held, Overflows before)
    {
        (_lab, _gateway, _rate, _before) = (lab, gateway, rate, before);
        (_forwards, _names, _requests, _streams, _flow) = (loads[0], loads[1], loads[2], loads[3], loads[4]);
        _held = held;
    }

    /// <param name="lab">Where.</param>
    /// <param name="gateway">Through which gateway.</param>
    /// <param name="rate">New connections a second: three fifths by nftables, two by the edge; besides a tenth as many requests, half of them by HTTP/2, and datagrams.</param>
    public static async Task<Traffic> StartAsync(RoutesLab lab, string gateway, int rate)
    {
        const AddressFamily family = AddressFamily.InterNetwork;
        var address = lab.Address(gateway, family);
        // A balanced route begins with the first check of its upstreams.
        await FleetLab.EventuallyAsync("the balanced forward", async () => await lab.ClientAsync($"tcp {address} 7002") != "");
        var loads = await Task.WhenAll(
            Load.StartAsync(lab, "client", rate * 3 / 5, $"tcp {address} 7001"),
            Load.StartAsync(lab, "client", rate * 2 / 5, $"sni {address} 443 load.example.com"),
            Load.StartAsync(lab, "client", Math.Max(1, rate / 20), $"https {address} 443 site.example.com"),
            Load.StartAsync(lab, "client", Math.Max(1, rate / 20), $"h2 {address} 443 site.example.com"),
            Load.StartAsync(lab, "client", Math.Max(1, rate / 10), $"udp {address} 7000"));
        var held = await Task.WhenAll(
            lab.HoldAsync(gateway, family, 7001, patience: Patience),
            lab.HoldAsync(gateway, family, 443, "shop.example.com", Patience),
            lab.HoldAsync(gateway, family, 7002, patience: Patience));
        return new Traffic(lab, gateway, rate, loads, held, await Overflows.ReadAsync(lab, gateway));
    }

    /// <summary>Ends it. Also what went wrong is only told: a run of hours ends with its whole report.</summary>
    public async Task<TrafficReport> StopAsync()
    {
        var ended = await Task.WhenAll(_held.Select(TroubleAsync));
        var reports = await Task.WhenAll(_forwards.StopAsync(), _names.StopAsync(), _requests.StopAsync(), _streams.StopAsync(), _flow.StopAsync());
        var overflows = await Overflows.ReadAsync(_lab, _gateway) - _before;
        return new TrafficReport(_gateway, _rate, reports[0], reports[1], reports[2], reports[3], reports[4], overflows, [.. ended.OfType<string>()]);
    }

    /// <returns>Null when the connection lives.</returns>
    private static async Task<string?> TroubleAsync(HeldConnection connection)
    {
        try
        {
            await connection.ShouldLiveAsync();
            return null;
        }
        catch (ShouldAssertException e)
        {
            return e.Message;
        }
    }
}
