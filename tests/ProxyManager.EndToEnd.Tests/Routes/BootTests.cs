using System.Net.Sockets;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Everything is back after a boot, without the controller.</summary>
[Collection(RoutesLab.Collection)]
public sealed class BootTests(RoutesLab lab)
{
    [LabTheory]
    [InlineData("ams1")]
    [InlineData("fra1")]
    public async Task Reboot_Gateway_ServesEverythingAgain(string gateway)
    {
        await lab.Lab.RebootAsync(gateway);
        await ShouldServeAsync(gateway);
    }

    [LabFact]
    public async Task PowerCut_Gateway_ServesEverythingAgain()
    {
        await lab.Lab.PowerCutAsync("ams1");
        await ShouldServeAsync("ams1");
    }

    [LabFact]
    public async Task PowerCut_Peer_ServesEverythingAgain()
    {
        await lab.Lab.PowerCutAsync("nas");
        await ShouldServeAsync("ams1");
        await ShouldServeAsync("fra1");
    }

    private async Task ShouldServeAsync(string gateway)
    {
        // Of itself a peer notices a rebooted gateway after up to 120 s; the gateway greets it, so it takes no longer than the boot.
        var limit = TimeSpan.FromSeconds(30);
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            var address = lab.Address(gateway, family);
            await FleetLab.EventuallyAsync("a forward", async () => await lab.ClientAsync($"tcp {address} 7000") != "", limit);
            await FleetLab.EventuallyAsync(
                "a name", async () => await lab.CertificateAsync(gateway, family, 443, "shop.example.com") == "subject=CN=own-nas", limit);
            await FleetLab.EventuallyAsync(
                "a datagram", async () => await lab.ClientAsync($"udp {address} 7004") == $"nas 7000 {lab.Address("client", family)}", limit);
            await FleetLab.EventuallyAsync("a site", async () => await lab.ClientAsync($"upgrade {address} 443 site.example.com") == "101 hello", limit);
        }
        (await lab.PmAsync("drift", "--limit", gateway)).ShouldExitWith(ExitCode.Success);
    }
}
