using System.Globalization;
using System.Text.Json;
using ProxyManager.EndToEnd.Tests.Routes;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>
/// Packets that the kernel has dropped at both ends of a gateway's tunnels, as the program that was to take them did not run in time. Only WireGuard
/// in user space, as in the lab, can be late for them.
/// </summary>
/// <param name="Tunnels">On their way into a tunnel.</param>
/// <param name="Sockets">Datagrams for a socket: those of the tunnels, and those that come out of them for a service.</param>
internal sealed record Overflows(long Tunnels, long Sockets)
{
    /// <summary>Its place in the line of <c>/proc/net/snmp</c>.</summary>
    private const int RcvbufErrors = 5;

    public static Overflows operator -(Overflows after, Overflows before) => new(after.Tunnels - before.Tunnels, after.Sockets - before.Sockets);

    public static async Task<Overflows> ReadAsync(RoutesLab lab, string gateway)
    {
        (string Host, string Link)[] ends = [(gateway, "pm0"), ("nas", $"pm-{gateway}"), ("nuc", $"pm-{gateway}")];
        var counts = await Task.WhenAll(ends.Select(async end =>
        {
            using var link = JsonDocument.Parse(await lab.OnAsync(end.Host, $"ip -json -statistics link show dev {end.Link}"));
            var udp = await lab.OnAsync(end.Host, "grep ^Udp: /proc/net/snmp | tail -n 1");
            return (Tunnel: link.RootElement[0].GetProperty("stats64").GetProperty("tx").GetProperty("dropped").GetInt64(),
                Socket: long.Parse(udp.Split(' ')[RcvbufErrors], CultureInfo.InvariantCulture));
        }));
        return new Overflows(counts.Sum(c => c.Tunnel), counts.Sum(c => c.Socket));
    }

    public override string ToString() => $"{Tunnels} packets of tunnels, {Sockets} of sockets";
}
