using System.Net;
using ProxyManager.EndToEnd.Tests.Services;
using ProxyManager.Lab;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>
/// Two gateways, one of which can move to another address, and two peers behind NAT: one always has traffic, one has none but its keepalive.
/// </summary>
public sealed class RecoveryLab : FleetLab, IClassFixture<RecoveryLab>
{
    /// <summary>Where the second gateway is, and where it moves to.</summary>
    public static IPAddress FirstAddress { get; } = IPAddress.Parse("203.0.113.20");

    /// <inheritdoc cref="FirstAddress"/>
    public static IPAddress SecondAddress { get; } = IPAddress.Parse("203.0.113.21");

    private const string MovingName = "gw2.vpn.example.com";

    protected override string Inventory => $$"""
        fleet: recovery
        network: { v4: 10.20.0.0/16 }
        defaults: { reconcile: 5s, edge: haproxy }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1 }
          gw2: { ssh: root@{{FirstAddress}}, endpoint: "{{MovingName}}:51820", address: 10.20.0.2 }
        peers:
          busy: { ssh: root@busy, address: 10.20.1.10, services: { line: { port: 7000 } } }
          idle: { ssh: root@idle, address: 10.20.1.11, services: { line: { port: 7000 } } }
        routes:
          busy: { tcp: 7000, to: busy/line }
          idle: { tcp: 7001, to: idle/line }
        """;

    protected override LabPlan Adjust(LabPlan plan) => base.Adjust(plan) with
    {
        Hosts = [.. plan.Hosts.Select(h => h.Name == "gw2" ? h with { Addresses = [FirstAddress, SecondAddress] } : h)],
        Names = new Dictionary<string, IReadOnlyList<IPAddress>>(),
    };

    protected override async Task PrepareAsync()
    {
        await TestService.InstallClientAsync(this, "client");
        foreach (var (peer, address) in new[] { ("busy", "10.20.1.10"), ("idle", "10.20.1.11") })
        {
            await TestService.InstallAsync(this, peer, address);
            await OnAsync(peer, $"echo '{FirstAddress} {MovingName}' >>/etc/hosts");
        }
        await base.PrepareAsync();
        foreach (var port in new[] { 7000, 7001 })
        {
            foreach (var gateway in new[] { "203.0.113.10", "203.0.113.20" })
                await EventuallyAsync($"{gateway}, {port}", () => AnswersAsync(gateway, port));
        }
    }

    /// <summary>The second gateway goes on at another address, which its name leads to.</summary>
    public async Task MoveGatewayAsync()
    {
        foreach (var peer in new[] { "busy", "idle" })
            await OnAsync(peer, $"sed -i 's/^{FirstAddress} {MovingName}$/{SecondAddress} {MovingName}/' /etc/hosts");
        await OnAsync("gw2", $"ip address delete {FirstAddress}/32 dev eth0");
    }

    /// <summary>The client gets an answer from the service behind a forward.</summary>
    public async Task<bool> AnswersAsync(string gateway, int port) =>
        (await TryOnAsync("client", $"timeout 1 python3 {TestService.ClientPath} tcp {gateway} {port}")).Succeeded;
}
