using System.Text.Json;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary><c>pm test</c> says where a route breaks.</summary>
[Collection(RoutesLab.Collection)]
public sealed class ConnectionTests(RoutesLab lab)
{
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

    private async Task ShouldBreakAsync(string step, string route)
    {
        var result = await lab.PmAsync("test", route, "--limit", "ams1");

        result.ShouldExitWith(ExitCode.No);
        Connections(result)[0].GetProperty("breaksAt").GetString().ShouldBe(step, result.ToString());
    }
}
