using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;
using ProxyManager.Lab;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary>Debian 13: other versions of systemd, nftables, HAProxy and OpenSSH.</summary>
public sealed class NewerDebianTests(NewerDebianTests.Hosts lab) : IClassFixture<NewerDebianTests.Hosts>
{
    private static readonly string[] Engines = ["pm-haproxy.service", "pm-caddy.service"];

    [LabFact]
    public async Task Apply_Debian13_ServesRepairsAndIsBackAfterABoot()
    {
        (await lab.OnAsync("gw1", "cat /etc/debian_version")).ShouldStartWith("13");
        foreach (var engine in Engines)
            (await lab.OnAsync("gw1", $"journalctl --quiet --output=cat --unit={engine} --grep=^Started | wc -l")).Trim().ShouldBe("1");
        (await lab.PmAsync("plan", "--detailed-exitcode")).ShouldExitWith(ExitCode.Success);
        await ShouldServeAsync();

        await lab.OnAsync("gw1", "nft delete table inet proxymanager; sysctl -q net.ipv4.ip_forward=0; systemctl stop pm-haproxy; chmod 0666 /etc/proxymanager/haproxy/haproxy.cfg");
        await FleetLab.EventuallyAsync("the repair", async () => (await lab.PmAsync("drift")).ExitCode == ExitCode.Success);
        (await lab.PmAsync("status")).Host("gw1").State.ShouldBe(HostState.InOrder);
        await ShouldServeAsync();

        await lab.Lab.RebootAsync("gw1");
        await ShouldServeAsync();
    }

    // Since systemd 255 all units then count as changed since it read their files.
    [LabFact]
    public async Task Pass_SomebodyEnabledAUnitOfTheirsWithoutAReload_RestartsNothing()
    {
        await lab.OnAsync("gw1", "printf '[Service]\\nExecStart=/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/theirs.service; systemctl enable --quiet --no-reload theirs");
        var running = await StateAsync();
        running.ShouldContain("NeedDaemonReload=yes");

        (await lab.PmAsync("drift", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("gw1", $"{HostPaths.Agent} reconcile");
        lab.RewriteInventory(Hosts.Fleet.Replace("tcp: 7000", "tcp: 7001", StringComparison.Ordinal));
        (await lab.PmAsync("apply", "--yes", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);

        (await StateAsync()).ShouldBe(running);
        lab.RewriteInventory(Hosts.Fleet);
        (await lab.PmAsync("apply", "--yes", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);

        Task<string> StateAsync() => lab.OnAsync("gw1", $"systemctl show --property=InvocationID,NeedDaemonReload {string.Join(' ', Engines)}");
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
        public const string Fleet = """
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

        protected override string Inventory => Fleet;

        protected override LabPlan Adjust(LabPlan plan) => base.Adjust(plan) with { System = LabSystem.Debian13 };

        protected override async Task PrepareAsync()
        {
            await Task.WhenAll(TestService.InstallClientAsync(this, "client"), TestService.InstallAsync(this, "nas", "10.20.1.10"));
            await base.PrepareAsync();
        }
    }
}
