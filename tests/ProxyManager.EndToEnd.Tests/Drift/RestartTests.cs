using System.Net.Sockets;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>What happens to hosts by themselves.</summary>
[Collection(DriftLab.Collection)]
public sealed class RestartTests(DriftLab lab)
{
    private const string Journal = "journalctl --quiet --identifier=pm-agent --output=cat | wc -l";

    [LabTheory]
    [InlineData("restart")]
    [InlineData("reload")]
    public async Task NftablesService_RestartsOrReloads_TableIsBackWithIt(string verb)
    {
        await lab.HoldTimerAsync("ams1");
        await lab.OnAsync("ams1", "systemctl start nftables");
        try
        {
            await lab.OnAsync("ams1", $"rm -f /var/lib/proxymanager/repairs.json; systemctl {verb} nftables");
            await FleetLab.EventuallyAsync("the table", async () => (await lab.TryOnAsync("ams1", "nft list table inet proxymanager")).Succeeded);
        }
        finally
        {
            await lab.ReleaseTimerAsync("ams1");
        }
        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift", "--limit", "ams1")).ExitCode == 0);
    }

    [LabFact]
    public async Task Firewall_FlushedAgainAndAgain_IsNeverLeftAlone()
    {
        await lab.OnAsync("ams1", "rm -f /var/lib/proxymanager/repairs.json");
        for (var attack = 0; attack < 5; attack++)
        {
            await lab.OnAsync("ams1", "nft delete table inet proxymanager");
            await FleetLab.EventuallyAsync("the table", async () => (await lab.TryOnAsync("ams1", "nft list table inet proxymanager")).Succeeded);
        }
        await lab.OnAsync("ams1", "rm -f /var/lib/proxymanager/repairs.json");
    }

    [LabFact]
    public async Task Pass_WithoutDrift_SaysNothing()
    {
        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift")).ExitCode == 0);
        var before = await lab.OnAsync("ams1", Journal);
        for (var pass = 0; pass < 2; pass++)
        {
            var last = (await lab.StatusAsync("ams1")).LastRun;
            await FleetLab.EventuallyAsync("a pass", async () => (await lab.StatusAsync("ams1")).LastRun > last);
        }
        (await lab.OnAsync("ams1", Journal)).ShouldBe(before);
    }

    [LabFact]
    public async Task DroppingForwardChain_OfAnother_ForwardsPassAgain()
    {
        var address = lab.Lab.Host("ams1").Plan.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork);
        await lab.OnAsync("ams1", "rm -f /var/lib/proxymanager/repairs.json; nft -f -", """
            table inet filter {
              chain forward { type filter hook forward priority filter; policy drop; }
            }
            """);
        try
        {
            await FleetLab.EventuallyAsync(
                "a forward", async () => (await lab.TryOnAsync("client", $"python3 {TestService.ClientPath} tcp {address} 7000")).Succeeded);
        }
        finally
        {
            await lab.OnAsync("ams1", "nft delete table inet filter");
        }
    }

    [LabFact]
    public async Task Reboots_InARow_AreNoFight()
    {
        await lab.OnAsync("nas", "rm -f /var/lib/proxymanager/repairs.json");
        for (var boot = 0; boot < 4; boot++)
        {
            await lab.Lab.PowerCutAsync("nas");
            await FleetLab.EventuallyAsync(
                "the table and the timer",
                async () => (await lab.TryOnAsync("nas", "nft list table inet proxymanager && systemctl is-active pm-check.timer")).Succeeded);
        }

        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift", "--limit", "nas")).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(60));
    }
}
