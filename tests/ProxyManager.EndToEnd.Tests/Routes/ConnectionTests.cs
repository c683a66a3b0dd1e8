using System.Text.Json;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary><c>pm test</c> says where a route breaks.</summary>
[Collection(RoutesLab.Collection)]
public sealed class ConnectionTests(RoutesLab lab)
{
    /// <summary>For a gateway: <c>nas</c> is no longer its peer.</summary>
    private const string RemovePeer = "wg set pm0 peer \"$(wg show pm0 allowed-ips | awk '/10.20.1.10/ { print $1 }')\" remove";

    [LabFact]
    public async Task Test_RouteInOrder_Works()
    {
        var result = await lab.PmAsync("test", "line", "pair", "--limit", "ams1");

        result.ShouldExitWith(ExitCode.Success);
        Connections(result).ShouldAllBe(c => c.GetProperty("works").GetBoolean(), result.ToString());
        var steps = Connections(result)[0].GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()! + s.GetProperty("message").GetString(), s => s.GetProperty("outcome").GetString());
        steps.ShouldContain(s => s.Key.StartsWith("mtu", StringComparison.Ordinal) && s.Value == "Passed", result.ToString());
    }

    [LabFact]
    public async Task Test_NameThatNobodyKnows_BreaksAtName()
    {
        // The lab knows the names that it was raised with.
        lab.RewriteInventory(RoutesLab.Text.Replace("sni: shop.example.com", "sni: nobody.example.com", StringComparison.Ordinal));
        try
        {
            await ShouldBreakAsync("name", "shop");
        }
        finally
        {
            lab.RewriteInventory(RoutesLab.Text);
        }
    }

    [LabFact]
    public async Task Test_ServiceThatIsDown_BreaksAtService()
    {
        await lab.OnAsync("nas", "systemctl stop test-service");
        try
        {
            await ShouldBreakAsync("service", "line");
        }
        finally
        {
            await lab.OnAsync("nas", "systemctl start test-service");
        }
    }

    [LabTheory]
    [InlineData("edge", "shop", "systemctl stop pm-haproxy", "pm-haproxy.service is inactive on ams1", "journalctl -u pm-haproxy.service")]
    [InlineData("edge", "site", "systemctl stop pm-caddy", "pm-caddy.service is inactive on ams1", "journalctl -u pm-caddy.service")]
    [InlineData("tunnel", "line", RemovePeer, "ams1 has no tunnel to nas", "pm apply")]
    public async Task Test_SomethingOfTheGatewayIsGone_BreaksThere(string step, string route, string trouble, string message, string advice)
    {
        await lab.HoldTimerAsync("ams1");
        try
        {
            await lab.OnAsync("ams1", trouble);
            await ShouldBreakAsync(step, route, message, advice);
        }
        finally
        {
            await PutRightAsync();
        }

        await FleetLab.EventuallyAsync($"{route} is whole again", () => WorksAsync(route), TimeSpan.FromSeconds(60));
    }

    [LabFact]
    public async Task Test_PeerThatNobodyHearsOf_BreaksAtHandshake()
    {
        await lab.HoldTimerAsync("ams1");
        await lab.Lab.UnplugAsync("nas");
        try
        {
            // Made anew, the gateway's end knows of no handshake; the one that it has would be good for three minutes more.
            await lab.OnAsync("ams1", $"{RemovePeer} && {HostPaths.Agent} reconcile");
            await ShouldBreakAsync("handshake", "line", "nas has never shaken hands with ams1", "reaches 203.0.113.10:51820 by UDP");
        }
        finally
        {
            await lab.Lab.PlugAsync("nas");
            await PutRightAsync();
        }

        await FleetLab.EventuallyAsync("the tunnel is whole again", () => WorksAsync("line"), TimeSpan.FromSeconds(60));
    }

    [LabFact]
    public async Task Test_PathThatLosesLargePackets_BreaksAtMtu()
    {
        // What a path with a smaller MTU and no word of it does to the tunnel's outer packets.
        await lab.OnAsync("ams1", "nft 'table inet narrow { chain out { type filter hook output priority 0; udp sport 51820 meta length > 1300 drop; }; }'");
        try
        {
            await ShouldBreakAsync("mtu", "line");
        }
        finally
        {
            await lab.OnAsync("ams1", "nft delete table inet narrow");
        }
    }

    [LabFact]
    public async Task Test_UdpServiceOnEveryAddress_IsWarnedOf()
    {
        await lab.OnAsync("nas", "systemctl stop test-service && systemd-run --quiet --collect --unit=everywhere socat UDP4-RECVFROM:7000,fork EXEC:/bin/cat");
        try
        {
            var result = await lab.PmAsync("test", "seen", "--limit", "ams1");
            result.Output.ShouldContain("so its answers may leave with the address of its LAN");
        }
        finally
        {
            await lab.OnAsync("nas", "systemctl stop everywhere; systemctl start test-service");
        }
    }

    private static IReadOnlyList<JsonElement> Connections(PmResult result) => [.. result.Json.GetProperty("connections").EnumerateArray()];

    /// <summary>What the timer does, now; then it goes on.</summary>
    private async Task PutRightAsync()
    {
        await lab.OnAsync("ams1", $"{HostPaths.Agent} reconcile");
        await lab.ReleaseTimerAsync("ams1");
    }

    private async Task<bool> WorksAsync(string route) => (await lab.PmAsync("test", route, "--limit", "ams1")).ExitCode == ExitCode.Success;

    private async Task ShouldBreakAsync(string step, string route, string message = "", string advice = "")
    {
        var result = await lab.PmAsync("test", route, "--limit", "ams1");

        result.ShouldExitWith(ExitCode.No);
        var connection = Connections(result)[0];
        connection.GetProperty("breaksAt").GetString().ShouldBe(step, result.ToString());
        connection.GetProperty("steps").EnumerateArray().ShouldContain(
            s => s.GetProperty("name").GetString() == step && s.GetProperty("outcome").GetString() == "Failed"
                && s.GetProperty("message").GetString()!.Contains(message, StringComparison.Ordinal)
                && s.GetProperty("advice").GetString()!.Contains(advice, StringComparison.Ordinal),
            result.ToString());
    }
}
