using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using Xunit.Abstractions;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>How the kernel ends the flows of one mark among many; prints what it took.</summary>
public sealed class ManyFlowsTests(ITestOutputHelper output)
{
    private const int Flows = 50_000;

    /// <summary>Two ports whose flows have a mark each, and room for all of them.</summary>
    private const string Table = """
        table inet flows {
          chain output { type filter hook output priority -150; udp dport 7000 ct mark set 0x5; udp dport 7001 ct mark set 0x6; }
        }
        """;

    [RootTheory("nft", "ip")]
    [InlineData(1_000)]
    [InlineData(25_000)]
    public void EndFlows_OneMarkAmongFiftyThousand_EndsItsOwnOnly(int own) => NetworkNamespace.Run(() =>
    {
        new NamespaceTools().Run("nft", ["-f", "-"], Table).Succeeded.ShouldBeTrue();
        Begin(7000, own);
        Begin(7001, Flows - own);
        var before = Count();
        before.ShouldBeGreaterThanOrEqualTo(Flows);

        var watch = Stopwatch.StartNew();
        new Netfilter().EndFlows(5, 0x0fffffff);
        output.WriteLine($"{own} of {before} flows ended in {watch.Elapsed.TotalMilliseconds:F1} ms");

        (before - Count()).ShouldBe(own);
    });

    /// <summary>One datagram from each of so many ports.</summary>
    private static void Begin(int port, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var flow = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            flow.Bind(new IPEndPoint(IPAddress.Loopback, 10_000 + i));
            flow.SendTo("x"u8, new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    private static int Count() => int.Parse(File.ReadAllText("/proc/sys/net/netfilter/nf_conntrack_count"), CultureInfo.InvariantCulture);
}
