using System.Net.Sockets;
using ProxyManager.EndToEnd.Tests.Routes;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>A removed forward ends its flows among tens of thousands, and leaves the others.</summary>
[Collection(RoutesLab.Collection)]
public sealed class ManyFlowsTests(RoutesLab lab)
{
    private const int Flows = 25_000;

    /// <summary>Sends one datagram from each of so many ports; what they are answered does not count.</summary>
    private const string Send = """
        import socket, sys
        for port in range(10000, 10000 + int(sys.argv[2])):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flow:
                flow.bind(("", port))
                for target in sys.argv[3:]:
                    flow.sendto(b"x", (sys.argv[1], int(target)))
        """;

    [LabFact]
    public async Task Apply_ForwardGoneAmongThousandsOfFlows_EndsItsOwnOnly()
    {
        var address = lab.Address("ams1", AddressFamily.InterNetwork);
        // Nobody is to answer, and no flow to time out meanwhile.
        await lab.OnAsync("ams1", "echo 600 >/proc/sys/net/netfilter/nf_conntrack_udp_timeout");
        try
        {
            await EndAmongManyAsync(address);
        }
        finally
        {
            await lab.OnAsync("ams1", "conntrack -D -p udp --orig-port-dst 7004 >/dev/null 2>&1; echo 30 >/proc/sys/net/netfilter/nf_conntrack_udp_timeout");
        }
    }

    private async Task EndAmongManyAsync(string address)
    {
        await lab.OnAsync("client", $"python3 - {address} {Flows} 7000 7004", Send);
        var others = await CountAsync(7004);
        (await CountAsync(7000)).ShouldBeGreaterThan(Flows / 2);
        others.ShouldBeGreaterThan(Flows / 2);

        await lab.WithAsync(RoutesLab.Text.Replace("line: { tcp: 7000, udp: 7000,", "line: { tcp: 7000,", StringComparison.Ordinal), async () =>
        {
            (await CountAsync(7000)).ShouldBe(0);
            (await CountAsync(7004)).ShouldBe(others);
        });
    }

    private async Task<int> CountAsync(int port) => int.Parse(await lab.OnAsync("ams1", $"conntrack -L -p udp --orig-port-dst {port} 2>/dev/null | wc -l"));
}
