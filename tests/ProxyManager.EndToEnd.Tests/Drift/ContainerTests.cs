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

    /// <summary>Forwarding that we switched on is not for others: that they forward has to be said.</summary>
    [LabFact]
    public async Task Container_CameAfterUs_IsServedOnceTheLockSaysThatOthersForward()
    {
        await lab.StartContainerAsync("gw2", ContainerLab.Published);
        await FleetLab.EventuallyAsync("the container, from its host", async () =>
            (await lab.TryOnAsync("gw2", $"timeout 3 socat -u TCP:{lab.AddressOf("gw2")}:{ContainerLab.Published} STDOUT | grep -q ^container")).Succeeded);
        (await lab.FirstLineAsync("gw2", ContainerLab.Published)).ShouldBeEmpty();
        (await WarningAsync("gw2")).ShouldNotBeNull().ShouldContain("'forwardingV4: true'");

        var path = Path.ChangeExtension(lab.InventoryPath, ".lock.yml");
        var locked = await File.ReadAllTextAsync(path);
        locked.Split("forwardingV4: false").Length.ShouldBe(2, "only gw2 forwarded nothing");
        await File.WriteAllTextAsync(path, locked.Replace("forwardingV4: false", "forwardingV4: true", StringComparison.Ordinal));
        (await lab.PmAsync("apply", "--yes", "--limit", "gw2")).ShouldExitWith(ExitCode.Success).Host("gw2").Verdict.ShouldBe(HostVerdict.Applied);

        await ShouldSayAsync("the container", "gw2", ContainerLab.Published, $"container {lab.AddressOf("client")}");
        await ShouldSayAsync("a service beside it", "gw2", 7000, "nas");
        await ShouldReachOutsideAsync("gw2", "once the lock says so");
        (await WarningAsync("gw2")).ShouldBeNull();
    }

    /// <summary>What the plan says of Docker on a host.</summary>
    private async Task<string?> WarningAsync(string host) =>
        (await lab.PmAsync("plan", "--limit", host)).ShouldExitWith(ExitCode.Success).Host(host).Warnings.SingleOrDefault(w => w.StartsWith("Docker is here", StringComparison.Ordinal));

    private async Task ShouldServeAsync(string when)
    {
        await ShouldSayAsync($"the gateway's container {when}", "gw1", ContainerLab.Published, $"container {lab.AddressOf("client")}");
        await ShouldSayAsync($"a service beside it {when}", "gw1", 7000, "nas");
        await ShouldSayAsync($"the peer's container {when}", "gw1", 7080, "container 10.20.0.1");
        await ShouldSayAsync($"the peer's container, which sees the client, {when}", "gw1", 7081, $"container {lab.AddressOf("client")}");
        await FleetLab.EventuallyAsync($"a name {when}", NameIsServedAsync, TimeSpan.FromSeconds(60));
        foreach (var host in ContainerLab.Hosts)
            await ShouldReachOutsideAsync(host, when);
    }

    private Task ShouldSayAsync(string what, string gateway, int port, string line) => FleetLab.EventuallyAsync(
        what, async () => (await lab.FirstLineAsync(gateway, port)).StartsWith(line, StringComparison.Ordinal), TimeSpan.FromSeconds(60));

    private async Task<bool> NameIsServedAsync() => (await lab.TryOnAsync(
        "client", $"curl -skf --max-time 3 --connect-to '::{lab.AddressOf("gw1")}:' https://shop.example.com/ | grep -q nas")).Succeeded;

    private Task ShouldReachOutsideAsync(string host, string when) => FleetLab.EventuallyAsync(
        $"the sshd of the client, for {host}'s container {when}",
        async () => (await lab.TryOnAsync(host, $"timeout 5 docker exec box socat -u TCP:{lab.AddressOf("client")}:22 STDOUT | head -1 | grep -q ^SSH-")).Succeeded,
        TimeSpan.FromSeconds(60));
}
