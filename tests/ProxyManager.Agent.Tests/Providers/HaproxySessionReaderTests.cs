using System.Net;
using ProxyManager.Agent.Providers.Haproxy;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Lines as HAProxy 2.6.12 prints them.</summary>
public sealed class HaproxySessionReaderTests
{
    [Fact]
    public void Read_ListingOfAWorker_FindsTheConnectionsOfClients()
    {
        const string listing = """
            0x55eb6768a4f0: [22/Nov/2025:07:51:59.082825] id=0 proto=tcpv4 source=192.0.2.7:40856
              flags=0x4a, conn_retries=0, conn_exp=<NEVER> conn_et=0x000 srv_conn=0x55eb675c6450, pend_pos=(nil) waiting=0 epoch=0
              frontend=tcp_1 (id=3 mode=tcp), listener=? (id=1) addr=203.0.113.1:8444
              backend=tcp_x (id=5 mode=tcp) addr=10.20.0.1:57698
              server=s1 (id=1) addr=10.20.1.10:9443
              task=0x55eb677a8940 (state=0x00 nice=0 calls=2 rate=0 exp=2s tmask=0x1 age=2s)
            0x55eb677a9d90: [22/Nov/2025:07:51:59.094907] id=2 proto=tcpv6 source=2001:db8::7:48370
              frontend=sni_443 (id=2 mode=tcp), listener=? (id=2) addr=2001:db8::1:8443
              backend=by_name (id=4 mode=tcp)
              server=by_name (id=1)
            0x55eb677aaab0: [22/Nov/2025:07:52:01.614005] id=4 proto=sockpair source=unix:2
              frontend=GLOBAL (id=0 mode=tcp), listener=? (id=2)
              backend=<NONE> (id=-1 mode=-)
              server=<NONE> (id=-1)
            """;

        Read(listing).ShouldBe(
        [
            new HaproxySession(0x55eb6768a4f0, 8444, "tcp_x", IPAddress.Parse("192.0.2.7"), IPEndPoint.Parse("10.20.1.10:9443")),
            new HaproxySession(0x55eb677a9d90, 8443, "by_name", IPAddress.Parse("2001:db8::7"), null),
        ]);
    }

    [Theory]
    [InlineData("0x1;disable\tserver\tb/s1")]
    [InlineData("0x")]
    [InlineData("0x11111111111111111")]
    public void Read_NameThatIsNoNumber_IsNoConnection(string id) =>
        Read($"{id}: [] source=192.0.2.7:1\n frontend=f addr=203.0.113.1:443\n backend=b\n server=s addr=10.20.1.10:443").ShouldBeEmpty();

    private static List<HaproxySession> Read(string listing)
    {
        var reader = new HaproxySessionReader();
        return [.. listing.Split('\n').Select(reader.Read).OfType<HaproxySession>()];
    }
}
