using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>Somebody changes a host by hand: <c>pm drift</c> says what, and the host's own timer puts it right.</summary>
[Collection(DriftLab.Collection)]
public sealed class ResourceDriftTests(DriftLab lab)
{
    [LabFact]
    public async Task Drift_EveryKindBrokenInManyWays_IsShownPutRightAndTold()
    {
        foreach (var (wave, number) in Breakages.Waves.Select((w, i) => (w, i + 1)))
        {
            var hosts = wave.Select(b => b.Host).Distinct().ToList();
            foreach (var host in hosts)
                await lab.HoldTimerAsync(host);
            var corrections = new Dictionary<string, Dictionary<string, long>>();
            foreach (var host in hosts)
                corrections[host] = await lab.CorrectionsAsync(host);
            var since = DateTimeOffset.UtcNow;
            foreach (var breakage in wave)
                await lab.OnAsync(breakage.Host, breakage.Command);
            var shown = await lab.PmAsync("drift", "--limit", string.Join(',', hosts));
            foreach (var host in hosts)
                await lab.ReleaseTimerAsync(host);

            foreach (var host in hosts)
            {
                var broken = wave.Where(b => b.Host == host).ToList();
                await FleetLab.EventuallyAsync($"wave {number}: {host} puts itself right", () => IsRightAsync(host, since), TimeSpan.FromSeconds(90));
                var status = await lab.StatusAsync(host);
                var journal = await lab.OnAsync(host, $"journalctl --quiet --identifier=pm-agent --output=cat --since=@{since.ToUnixTimeSeconds()}");
                foreach (var breakage in broken)
                {
                    shown.Host(host).Changes.ShouldContain(c => Is(breakage, c), $"wave {number}: {breakage} in pm drift\n{shown}");
                    status.Drift.ShouldContain(c => Is(breakage, c), $"wave {number}: {breakage} in the status: {string.Join('\n', status.Drift)}");
                    journal.ShouldContain($"put right {breakage.Kind} {breakage.Name}: ", Case.Sensitive, $"wave {number}: {breakage}");
                }

                var after = await lab.CorrectionsAsync(host);
                foreach (var kind in broken.DistinctBy(b => (b.Kind, b.Name)).CountBy(b => b.Kind))
                {
                    (after.GetValueOrDefault(kind.Key) - corrections[host].GetValueOrDefault(kind.Key))
                        .ShouldBeGreaterThanOrEqualTo(kind.Value, $"wave {number}: corrections of kind {kind.Key} in the metrics of {host}");
                }

                (await lab.OnAsync(host, $"cat {HostPaths.Metrics}")).ShouldContain("proxymanager_state{state=\"InOrder\"} 1");
            }

            (await lab.PmAsync("drift", "--limit", string.Join(',', hosts))).ShouldExitWith(ExitCode.Success);
        }

        foreach (var (host, command) in Breakages.Cleanup)
            await lab.TryOnAsync(host, command);
    }

    [LabTheory]
    [InlineData("wireguard-go", "dpkg --remove --force-depends wireguard-go")]
    [InlineData("wireguard-tools", "dpkg --purge --force-depends wireguard-tools")]
    [InlineData("haproxy", "apt-get -q purge -y haproxy")]
    // Killed half way, and what apt asks for then: the programs are gone, and what dpkg notes down of them is still there.
    [InlineData("nftables", "printf '#!/bin/sh\\nkill -9 $PPID\\n' >/var/lib/dpkg/info/nftables.postrm; chmod +x /var/lib/dpkg/info/nftables.postrm; dpkg --remove nftables; rm /var/lib/dpkg/info/nftables.postrm; dpkg --configure -a")]
    [InlineData("wireguard-go", "rm /usr/bin/wireguard-go")]
    public async Task PackageGone_IsToldByTheHostAndPreparationHelps(string package, string command)
    {
        await lab.TryOnAsync("ams1", command);
        await FleetLab.EventuallyAsync(
            "the host tells it", async () => (await lab.StatusAsync("ams1")).Problems.Any(p => p.Message.StartsWith($"package:{package}", StringComparison.Ordinal)));
        var drift = await lab.PmAsync("drift", "--limit", "ams1");
        drift.Host("ams1").Changes.ShouldContain(c => c.Kind == "package" && c.Name == package && c.Drift, $"{drift}");
        drift.Host("ams1").Problems.ShouldNotContain(p => p.Code == "PM3156", $"nobody is to remove a tunnel of ours\n{drift}");

        (await lab.PmAsync("host", "init", "ams1")).ShouldExitWith(ExitCode.Success).Host("ams1").Done.ShouldContain($"installed {package}");

        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift", "--limit", "ams1")).ExitCode == ExitCode.Success);
    }

    [LabFact]
    public async Task EndpointName_LeadsElsewhereNow_IsResolvedAnewAndTheTunnelIsBack()
    {
        await lab.HoldTimerAsync("nas");
        // As when the gateway moved while the peer's last known address is the old one.
        await lab.OnAsync("nas", """
            rm -f /run/proxymanager/endpoints-asked
            sed -i 's/203\.0\.113\.10/203.0.113.99/' /var/lib/proxymanager/endpoints.json
            grep -q 203.0.113.99 /var/lib/proxymanager/endpoints.json
            ip link del pm-ams1
            """);

        await lab.ReleaseTimerAsync("nas");

        await FleetLab.EventuallyAsync(
            "the tunnel", async () => (await lab.TryOnAsync("nas", "wg show pm-ams1 endpoints | grep -q 203.0.113.10 && ping -c1 -W1 10.20.0.1")).Succeeded, TimeSpan.FromSeconds(60));
    }

    /// <summary>A change with what it was and what it is to be.</summary>
    private static bool Is(Breakage breakage, Change change) =>
        change.Kind == breakage.Kind && change.Name == breakage.Name && change.Drift && change.Lines.Count > 0;

    private async Task<bool> IsRightAsync(string host, DateTimeOffset since) =>
        await lab.StatusAsync(host) is { State: HostState.InOrder } status && status.DriftAt >= since && status.LastRun > status.DriftAt;
}
