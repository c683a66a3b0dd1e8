using System.Globalization;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>A second actor on a real host that changes things back: what may wait is left alone and told, what keeps the host closed is not.</summary>
[Collection(DriftLab.Collection)]
public sealed class FightTests(DriftLab lab)
{
    private const string Host = "ams1";
    private const string Sysctl = "sysctl:net/ipv4/tcp_migrate_req";
    private const string Table = "nftables:inet proxymanager";

    [LabFact]
    public async Task Timer_SomebodyElseChangesThingsBack_LeavesAloneWhatMayWaitAndTellsWhere()
    {
        await lab.HoldTimerAsync(Host);
        await lab.OnAsync(Host, """
            cat >/run/other <<'EOF'
            while [ -e /run/other ]; do
              sysctl -qw net.ipv4.tcp_migrate_req=0
              nft flush chain inet proxymanager pm_input 2>/dev/null
              sleep 0.3
            done
            EOF
            systemd-run --quiet --unit=other sh /run/other
            """);
        try
        {
            await lab.ReleaseTimerAsync(Host);
            await FleetLab.EventuallyAsync("both fights are told", () => ToldAsync(Sysctl, Table), TimeSpan.FromSeconds(90));
            var (tables, sysctls) = (await CorrectionsAsync("nftables"), await CorrectionsAsync("sysctl"));

            var status = await lab.StatusAsync(Host);
            status.State.ShouldBe(HostState.Drifted);
            status.Problems.ShouldContain(p => p.Code == "PM3204" && p.Message.Contains($"{Sysctl} was put right 3 times in a row") && p.Message.Contains("it is left alone until"));
            status.Problems.ShouldContain(p => p.Code == "PM3204" && p.Message.Contains(Table) && p.Message.Contains("it is put right all the same"));
            (await lab.PmAsync("status", "--limit", Host)).ToString().ShouldContain("PM3204");
            var metrics = await lab.OnAsync(Host, $"cat {HostPaths.Metrics}");
            metrics.ShouldContain("proxymanager_problems{code=\"PM3204\"} 2");
            metrics.ShouldContain($"proxymanager_corrections_in_a_row{{resource=\"{Sysctl}\"}} 3");
            (await lab.OnAsync(Host, "journalctl --quiet --identifier=pm-agent --output=cat --since=-5min")).ShouldContain("PM3204");

            await FleetLab.EventuallyAsync("the table is put right again and again", async () => await CorrectionsAsync("nftables") > tables + 1, TimeSpan.FromSeconds(60));
            (await CorrectionsAsync("sysctl")).ShouldBe(sysctls, "it is left alone");
            (await lab.OnAsync(Host, "sysctl -n net.ipv4.tcp_migrate_req")).ShouldBe("0");
        }
        finally
        {
            await lab.OnAsync(Host, "rm -f /run/other; systemctl stop other; rm -f /var/lib/proxymanager/repairs.json");
        }

        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift", "--limit", Host)).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(60));
    }

    private async Task<bool> ToldAsync(params string[] resources)
    {
        var problems = (await lab.StatusAsync(Host)).Problems.Where(p => p.Code == "PM3204").ToList();
        return resources.All(r => problems.Any(p => p.Message.Contains(r, StringComparison.Ordinal)));
    }

    /// <summary>How often a kind was put right since the first apply.</summary>
    private async Task<long> CorrectionsAsync(string kind)
    {
        var value = await lab.OnAsync(Host, $"sed -n 's/^proxymanager_corrections_total{{kind=\"{kind}\"}} //p' {HostPaths.Metrics}");
        return value.Length == 0 ? 0 : long.Parse(value, CultureInfo.InvariantCulture);
    }
}
