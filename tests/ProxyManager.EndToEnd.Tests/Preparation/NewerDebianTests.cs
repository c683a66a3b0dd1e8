using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;
using ProxyManager.Lab;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary>Debian 13: other versions of systemd, nftables, HAProxy and OpenSSH.</summary>
public sealed class NewerDebianTests(NewerDebianTests.Hosts lab) : IClassFixture<NewerDebianTests.Hosts>
{
    [LabFact]
    public async Task Apply_Debian13_ServesRepairsAndIsBackAfterABoot()
    {
        (await lab.OnAsync("gw1", "cat /etc/debian_version")).ShouldStartWith("13");
        (await lab.PmAsync("plan", "--detailed-exitcode")).ShouldExitWith(ExitCode.Success);
        await ShouldServeAsync();

        await lab.OnAsync("gw1", "nft delete table inet proxymanager; sysctl -q net.ipv4.ip_forward=0; systemctl stop pm-haproxy; chmod 0666 /etc/proxymanager/haproxy/haproxy.cfg");
        await FleetLab.EventuallyAsync("the repair", async () => (await lab.PmAsync("drift")).ExitCode == ExitCode.Success);
        (await lab.PmAsync("status")).Host("gw1").State.ShouldBe(HostState.InOrder);
        await ShouldServeAsync();

        await lab.Lab.RebootAsync("gw1");
        await ShouldServeAsync();
    }

    private async Task ShouldServeAsync()
    {
        await FleetLab.EventuallyAsync("a forward", async () => (await lab.TryOnAsync("client", "python3 " + TestService.ClientPath + " tcp 203.0.113.10 7000")).Succeeded);
        await FleetLab.EventuallyAsync(
            "a name", async () => (await lab.TryOnAsync("client", "curl -sk --max-time 5 --connect-to '::203.0.113.10:' https://shop.example.com/")).Succeeded);
        await FleetLab.EventuallyAsync(
            "a site", async () => (await lab.TryOnAsync("client", "curl -sk --max-time 5 --connect-to '::203.0.113.10:' https://site.example.com/")).Succeeded);
    }

    /// <summary>A gateway, a peer and a client with Debian 13.</summary>
    public sealed class Hosts : FleetLab
    {
        protected override string Inventory => """
            fleet: newer
            network: { v4: 10.20.0.0/16 }
            defaults: { reconcile: 5s }
            gateways:
              gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
            peers:
              nas: { ssh: root@nas, address: 10.20.1.10, services: { web: { port: 8443 }, http: { port: 8080 }, line: { port: 7000 } } }
            routes:
              shop: { sni: shop.example.com, to: nas/web }
              site: { http: site.example.com, tls: internal, to: nas/http }
              line: { tcp: 7000, to: nas/line, clientIp: transparent }
            firewall:
              all: { open: [] }
            """;

        protected override LabPlan Adjust(LabPlan plan) => base.Adjust(plan) with { System = LabSystem.Debian13 };

        protected override async Task PrepareAsync()
        {
            await Task.WhenAll(TestService.InstallClientAsync(this, "client"), TestService.InstallAsync(this, "nas", "10.20.1.10"));
            await base.PrepareAsync();
        }
    }
}
