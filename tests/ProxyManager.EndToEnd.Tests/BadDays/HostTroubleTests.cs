using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Hosts that can be talked to and cannot do what is asked.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class HostTroubleTests(BadDaysLab lab)
{
    [LabFact]
    public async Task HostInit_UnsupportedSystem_FailsAndChangesNothing()
    {
        await lab.ResetAsync();
        await lab.OnAsync("p1", "rm /etc/os-release && printf 'ID=ubuntu\\nVERSION_ID=\"22.04\"\\n' > /etc/os-release");

        var result = await lab.PmAsync("host", "init");

        await lab.OnAsync("p1", "rm /etc/os-release && ln -s ../usr/lib/os-release /etc/os-release");
        var host = result.ShouldExitWith(ExitCode.Failed).Host("p1");
        host.State.ShouldBe(HostState.Unchanged);
        host.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3011");
        host.Problems[0].Message.ShouldContain("this host runs ubuntu 22.04");
        result.Hosts.Count(h => h.Verdict == HostVerdict.Failed).ShouldBe(1, result.ToString());
    }

    [LabTheory]
    [InlineData(
        "PM3105",
        "cp -a /var/lib/proxymanager /root/kept && mount -t tmpfs -o size=8m tmpfs /var/lib/proxymanager && cp -a /root/kept/. /var/lib/proxymanager/",
        "umount /var/lib/proxymanager && rm -r /root/kept",
        "KiB are free")]
    [InlineData(
        "PM3155",
        "systemd-run --quiet --unit=squatter python3 -m http.server 9000 && until ss -tln | grep -q :9000; do sleep 0.1; done",
        "systemctl stop squatter",
        "python3")]
    public async Task Apply_HostLacksWhatIsNeeded_FailsBeforeAnythingChanges(string code, string trouble, string end, string says)
    {
        await FailBeforeAnythingChangesAsync(code, trouble, says);

        await lab.OnAsync("gw1", end);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task Apply_PackageMissing_FailsBeforeAnythingChangesAndPreparationHelps()
    {
        await FailBeforeAnythingChangesAsync("PM3106", "dpkg --remove haproxy", "haproxy");

        (await lab.PmAsync("host", "init", "gw1")).ShouldExitWith(ExitCode.Success);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
        (await lab.OnAsync("gw1", "systemctl is-enabled haproxy.service || true")).ShouldBe("disabled");
    }

    [LabFact]
    public async Task Apply_FileCannotBeWritten_IsUndone()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync("gw1", "chattr +i /etc/proxymanager/haproxy/haproxy.cfg");

        var result = await lab.PmAsync("apply", "--yes");

        await lab.OnAsync("gw1", "chattr -i /etc/proxymanager/haproxy/haproxy.cfg");
        var host = result.ShouldExitWith(ExitCode.RolledBack).Host("gw1");
        host.State.ShouldBe(HostState.RolledBack);
        host.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3201");
        host.Problems[0].Message.ShouldContain("haproxy.cfg");
        result.Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Apply_ToolFailsHalfWay_NextRunLeadsToTheOldState()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        lab.RewriteInventory(BadDaysLab.Changed);

        PmResult result = null!;
        // Nothing can be loaded, by the undo neither.
        await lab.WhileLoadingAsync("p1", "echo 'netlink: out of memory' >&2; exit 1", async () => result = await lab.PmAsync("apply", "--yes"));

        var host = result.Host("p1");
        result.ShouldExitWith(host.State == HostState.Broken ? ExitCode.Failed : ExitCode.RolledBack);
        host.State.ShouldBeOneOf(HostState.Broken, HostState.RolledBack);
        host.Problems[0].Message.ShouldContain("netlink: out of memory");
        result.Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
        await lab.OnAsync("p1", $"{HostPaths.Agent} reconcile");
        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Apply_CaddyLacksLayer4_NamesTheTwoWaysOut()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw2");
        lab.RewriteInventory(BadDaysLab.Fleet + "\n  passed: { sni: passed.example.com, to: p1/web, on: gw2 }\n");

        var result = await lab.PmAsync("apply", "--yes");

        result.ShouldExitWith(ExitCode.Failed);
        result.Output.ShouldContain("layer4");
        result.Output.ShouldContain("--caddy");
        result.Output.ShouldContain("haproxy");
        (await HostSnapshot.TakeAsync(lab, "gw2")).ShouldBe(old);
    }

    [LabTheory]
    [InlineData("ip link add pm-gw1 type bridge")]
    [InlineData("wireguard-go pm-gw1 && wg genkey | wg set pm-gw1 private-key /dev/stdin")]
    public async Task Apply_InterfaceNameHeld_FailsBeforeAnythingChangesAndLeavesIt(string made)
    {
        await lab.ResetAsync();
        (await lab.PmAsync("host", "retire", "p2", "--yes", "--keep-packages")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("p2", $"({made}) >/dev/null 2>&1 && ip addr add 198.51.100.1/24 dev pm-gw1");
        (await lab.PmAsync("host", "init", "p2")).ShouldExitWith(ExitCode.Success);

        var result = await lab.PmAsync("apply", "--yes");

        var host = result.ShouldExitWith(ExitCode.Failed).Host("p2");
        host.State.ShouldBe(HostState.Unchanged);
        host.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3156");
        (await lab.OnAsync("p2", "ip -br addr show pm-gw1")).ShouldContain("198.51.100.1/24");
        await lab.OnAsync("p2", "ip link delete pm-gw1");
        await lab.ResetAsync();
    }

    /// <summary>Applies to <c>gw1</c>, which cannot; the peers are changed.</summary>
    private async Task FailBeforeAnythingChangesAsync(string code, string trouble, string says)
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync("gw1", trouble);
        var old = await HostSnapshot.TakeAsync(lab, "gw1");

        var plan = await lab.PmAsync("plan", "--limit", "gw1");
        var result = await lab.PmAsync("apply", "--yes");

        plan.ShouldExitWith(ExitCode.Failed).Host("gw1").Problems.ShouldContain(p => p.Code == code);
        var host = result.ShouldExitWith(ExitCode.Failed).Host("gw1");
        host.State.ShouldBe(HostState.Unchanged);
        host.Problems.ShouldContain(p => p.Code == code && p.Message.Contains(says, StringComparison.Ordinal) && p.Advice.Length > 0);
        result.Hosts.Where(h => h.Host.StartsWith('p')).ShouldAllBe(h => h.Verdict == HostVerdict.Applied);
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
    }
}
