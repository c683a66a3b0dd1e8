using ProxyManager.Control;
using Xunit.Abstractions;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>How long traffic takes to flow again, both ways, once the path is whole.</summary>
public sealed class RecoveryTests(RecoveryLab lab, ITestOutputHelper output) : IClassFixture<RecoveryLab>
{
    /// <summary>How long a look takes that finds nothing, in seconds, and what is promised may come true right after it began. The figures are printed.</summary>
    private const int Slack = 2;

    /// <summary>Longer than a session lives without a handshake (180 s), so that a new one is needed.</summary>
    private static readonly TimeSpan LongOutage = TimeSpan.FromSeconds(190);

    /// <summary>Longer than a session that was used sends anything by itself.</summary>
    private static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(12);

    [LabFact]
    public async Task Link_WasLostForMinutes_IsBackInSeconds()
    {
        await lab.OnAsync("busy", "systemd-run --quiet --collect --unit=traffic ping -q -i 0.5 10.20.0.1");
        await lab.Lab.UnplugAsync("busy");
        await lab.Lab.UnplugAsync("idle");
        await Task.Delay(LongOutage);

        await lab.Lab.PlugAsync("idle");
        var idle = MeasureAsync("a lost link without traffic", 31 + Slack, async () => await HandshakeAgeAsync("idle", "10.20.1.11") < TimeSpan.FromSeconds(31));
        await lab.Lab.PlugAsync("busy");
        await MeasureAsync("a lost link with traffic", 6 + Slack, () => BothWaysAsync("busy", 7000));
        await idle;

        await FleetLab.EventuallyAsync("traffic of the peer that had none", () => BothWaysAsync("idle", 7001), TimeSpan.FromSeconds(10));
        await lab.OnAsync("busy", "systemctl stop traffic");
    }

    [LabFact]
    public async Task Nat_ForgotItsMapping_IsBackWithTheNextKeepalive()
    {
        // Who was sent something and has nothing to say answers after 10 s all the same (WireGuard's white paper, 6.5): that is not what is waited for.
        await Task.Delay(QuietAfter);
        // A keepalive that comes right then makes a new mapping at once.
        await FleetLab.EventuallyAsync("a path that is broken", async () =>
        {
            await lab.Lab.ForgetMappingsAsync("idle");
            return !await lab.AnswersAsync("203.0.113.10", 7001);
        });
        await MeasureAsync("a forgotten NAT mapping", 30 + Slack, () => lab.AnswersAsync("203.0.113.10", 7001));
        await FleetLab.EventuallyAsync("traffic behind the NAT, both ways", () => BothWaysAsync("idle", 7001), TimeSpan.FromSeconds(10));
    }

    [LabFact]
    public async Task Gateway_MovedToAnotherAddress_IsFollowedByItsName()
    {
        await lab.OnAsync("busy", "systemd-run --quiet --collect --unit=traffic ping -q -i 0.5 10.20.0.2");
        await lab.MoveGatewayAsync();
        // 135 s until a session counts as lost, then one pass (5 s) that asks for the name. What the gateway sends meanwhile reaches no peer.
        await Task.WhenAll(
            MeasureAsync("a gateway that moved, with traffic", 135 + 5 + Slack, () => lab.AnswersAsync(RecoveryLab.SecondAddress.ToString(), 7000)),
            MeasureAsync("a gateway that moved, without traffic", 135 + 5 + Slack, () => lab.AnswersAsync(RecoveryLab.SecondAddress.ToString(), 7001)));
        foreach (var peer in new[] { "busy", "idle" })
            (await lab.TryOnAsync(peer, "ping -c1 -W1 10.20.0.2")).Succeeded.ShouldBeTrue(peer);
        await lab.OnAsync("busy", "systemctl stop traffic");
    }

    [LabFact]
    public async Task Gateway_Rebooted_IsBackSecondsAfterItsTunnel()
    {
        var load = await Load.StartAsync(lab, "client", 10, "tcp 203.0.113.10 7000");
        var watch = new LabWatch();
        await lab.Lab.RebootAsync("gw1");
        await FleetLab.EventuallyAsync("the forward of a rebooted gateway", () => BothWaysAsync("busy", 7000), TimeSpan.FromSeconds(60));
        var report = await load.StopAsync();

        var tunnel = await lab.OnAsync("gw1", "systemctl show --property=ActiveEnterTimestamp --value --timestamp=unix pm-wireguard@pm0");
        var after = report.LastFailureAfter(DateTimeOffset.FromUnixTimeSeconds(long.Parse(tunnel.TrimStart('@'))));
        output.WriteLine($"a rebooted gateway: the last connection that failed began {after.TotalSeconds:F1} s after its tunnel was up; {report}");
        after.ShouldBeLessThan(TimeSpan.FromSeconds(5 + Slack) + watch.Stolen, report.ToString());
    }

    [LabFact]
    public async Task Names_GatewayAndResolverAreGone_HostIsPutRightAndChangedFromTheLastAddress()
    {
        var known = await lab.OnAsync("busy", "wg show pm-gw2 endpoints | cut -f2");
        await lab.Lab.UnplugAsync("gw2");
        // Nobody is at this address, so that every question waits to its end.
        await lab.OnAsync("busy", "cp /etc/hosts /tmp/hosts && sed -i /gw2.vpn/d /etc/hosts && touch /etc/resolv.conf && mv /etc/resolv.conf /tmp/ && echo 'nameserver 192.0.2.53' >/etc/resolv.conf");
        try
        {
            (await lab.TryOnAsync("busy", "timeout 4 getent ahosts gw2.vpn.example.com")).ExitCode.ShouldBe(124);
            await lab.OnAsync("busy", "ip link delete pm-gw2; nft delete table inet proxymanager; rm -f /run/proxymanager/endpoints-asked");

            await FleetLab.EventuallyAsync("the tunnel and the table", async () =>
                (await lab.TryOnAsync("busy", "nft list table inet proxymanager >/dev/null && wg show pm-gw2 endpoints | cut -f2")).Output.Trim() == known);

            lab.RewriteInventory(await File.ReadAllTextAsync(lab.InventoryPath) + "\n  more: { tcp: 7002, to: busy/line }\n");
            var applied = (await lab.PmAsync("apply", "--yes", "--limit", "busy:gw1")).ShouldExitWith(ExitCode.Success);
            applied.Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.Applied || h.Verdict == HostVerdict.InOrder);
            (await lab.OnAsync("busy", "wg show pm-gw2 endpoints | cut -f2")).ShouldBe(known);
        }
        finally
        {
            await lab.OnAsync("busy", "cp /tmp/hosts /etc/hosts && mv /tmp/resolv.conf /etc/");
            await lab.Lab.PlugAsync("gw2");
        }
    }

    private async Task MeasureAsync(string what, int limitSeconds, Func<Task<bool>> isBack)
    {
        var watch = new LabWatch();
        await FleetLab.EventuallyAsync(what, isBack, TimeSpan.FromSeconds(limitSeconds));
        output.WriteLine($"{what}: back after {watch.Elapsed.TotalSeconds:F1} s (limit {limitSeconds} s)");
    }

    /// <summary>From the client through the gateway to the peer's service, and from the peer to the gateway.</summary>
    private async Task<bool> BothWaysAsync(string peer, int port) =>
        await lab.AnswersAsync("203.0.113.10", port) && (await lab.TryOnAsync(peer, "ping -c1 -W1 10.20.0.1")).Succeeded;

    /// <summary>How long ago the first gateway had its last handshake with a peer; reading it is no traffic.</summary>
    private async Task<TimeSpan> HandshakeAgeAsync(string peer, string address)
    {
        var line = await lab.OnAsync("gw1", $"key=$(wg show pm0 allowed-ips | awk '/{address}\\/32/ {{ print $1 }}'); wg show pm0 latest-handshakes | grep -F \"$key\"");
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.Split('\t')[1]));
        age.ShouldBeGreaterThan(TimeSpan.FromSeconds(-1), peer);
        return age;
    }
}
