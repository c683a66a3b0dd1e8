using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>Containers of Docker, whose ports it publishes behind rules of its own: nobody who uses them notices us, and routes lead to them.</summary>
public sealed class ContainerTests(ContainerLab lab) : IClassFixture<ContainerLab>
{
    [LabFact]
    public async Task Container_WasThereBeforeUs_IsServedOverAppliesReloadsRestartsAndABoot()
    {
        await lab.Held.ShouldLiveAsync();
        await ShouldServeAsync("after the first apply");

        lab.RewriteInventory(await File.ReadAllTextAsync(lab.InventoryPath) + "  more: { tcp: 7001, to: nas/line }\n");
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
        await lab.Held.ShouldLiveAsync();
        await ShouldServeAsync("after another apply");

        foreach (var trouble in new[] { "nft delete table inet proxymanager", "systemctl restart docker", "systemctl restart nftables; systemctl stop nftables; systemctl restart docker" })
        {
            foreach (var host in ContainerLab.Hosts)
                await lab.OnAsync(host, $"rm -f /var/lib/proxymanager/repairs.json; {trouble}");
            await ShouldServeAsync($"after {trouble}");
        }

        foreach (var host in ContainerLab.Hosts)
            await lab.Lab.RebootAsync(host);
        await ShouldServeAsync("after a reboot");
        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift")).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(60));
    }

    private async Task ShouldServeAsync(string when)
    {
        foreach (var (what, port, line) in new[]
        {
            ("the gateway's container", ContainerLab.Published, $"container {lab.Client}"),
            ("a service beside it", 7000, "nas"),
            ("the peer's container", 7080, "container 10.20.0.1"),
            ("the peer's container, with the client's address", 7081, $"container {lab.Client}"),
        })
            await FleetLab.EventuallyAsync($"{what} {when}", async () => (await lab.FirstLineAsync(port)).StartsWith(line, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await FleetLab.EventuallyAsync($"a name {when}", async () =>
            (await lab.TryOnAsync("client", $"curl -skf --max-time 3 --connect-to '::{lab.Gateway}:' https://shop.example.com/ | grep -q nas")).Succeeded, TimeSpan.FromSeconds(60));
        foreach (var host in ContainerLab.Hosts)
        {
            await FleetLab.EventuallyAsync($"what {host}'s container asks outside {when}", async () =>
                (await lab.TryOnAsync(host, $"timeout 5 docker exec box socat -u TCP:{lab.Client}:22 STDOUT | head -1 | grep -q ^SSH-")).Succeeded, TimeSpan.FromSeconds(60));
        }
    }
}
