using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Hosts that cannot be talked to: named, left as they are, and in nobody's way.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class ConnectionTests(BadDaysLab lab)
{
    private const string State = "nft -s list ruleset; readlink /var/lib/proxymanager/current";

    [LabTheory]
    [InlineData("p1", "PM2001", "systemctl stop ssh.socket ssh.service", "systemctl start ssh.service")]
    [InlineData(
        "p1",
        "PM2002",
        "cp -a /etc/ssh /etc/ssh.kept && rm /etc/ssh/ssh_host_* && ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key && systemctl restart ssh",
        "rm -r /etc/ssh && mv /etc/ssh.kept /etc/ssh && systemctl restart ssh")]
    [InlineData(
        "p1",
        "PM2001",
        "systemctl stop ssh.socket ssh.service; systemd-run --quiet --collect --unit=mute socat TCP6-LISTEN:22,ipv6only=0,fork,reuseaddr SYSTEM:'sleep 600'; until ss -tln | grep -q :22; do sleep 0.1; done",
        "systemctl stop mute; systemctl start ssh.service")]
    [InlineData("p1", "PM2003", "mv /root/.ssh/authorized_keys /root/.ssh/kept", "mv /root/.ssh/kept /root/.ssh/authorized_keys")]
    [InlineData("p2", "PM2005", "mv /etc/sudoers.d/admin /root/", "mv /root/admin /etc/sudoers.d/")]
    public async Task Apply_HostCannotBeTalkedTo_IsUnknownAndTheOthersGoOn(string host, string code, string trouble, string end)
    {
        await lab.ResetAsync();
        var before = await lab.OnAsync(host, State);
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync(host, trouble);

        var result = await lab.PmAsync("apply", "--yes");

        await lab.OnAsync(host, end);
        ShouldConcernOnly(result, host, code);
        (await lab.OnAsync(host, State)).ShouldBe(before);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host(host).Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task HostInit_HostKeyIsNotKnown_IsUnknownAndRecordsNothing()
    {
        var directory = Directory.CreateTempSubdirectory("pm-end-to-end-");
        try
        {
            // As on a machine that never spoke to the hosts: no lock beside the inventory, no known hosts.
            var inventory = Path.Combine(directory.FullName, "fleet.yml");
            var config = Path.Combine(directory.FullName, "ssh_config");
            await File.WriteAllTextAsync(inventory, BadDaysLab.Fleet);
            var lines = (await File.ReadAllLinesAsync(lab.Lab.SshConfigPath)).Where(l => !l.Contains("KnownHosts", StringComparison.OrdinalIgnoreCase));
            await File.WriteAllLinesAsync(config, ["UserKnownHostsFile /dev/null", "GlobalKnownHostsFile /dev/null", "StrictHostKeyChecking yes", .. lines]);

            var result = await lab.PmUnderAsync(["env", $"PM_SSH_CONFIG={config}"], TimeSpan.FromMinutes(1), ["host", "init"], inventory);

            result.ShouldExitWith(ExitCode.Failed).Hosts.Count.ShouldBe(4);
            result.Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.Unknown && h.Problems.Single().Code == "PM2014");
            File.Exists(Path.Combine(directory.FullName, "fleet.lock.yml")).ShouldBeFalse();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [LabFact]
    public async Task Apply_ShellStartupPrints_IsPassedOver()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync("p1", "cp /root/.bashrc /root/kept && sed -i '1i echo welcome to p1; echo and mind the step >&2' /root/.bashrc");

        var result = await lab.PmAsync("apply", "--yes");

        await lab.OnAsync("p1", "mv /root/kept /root/.bashrc");
        result.ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task Apply_AgentOfAnotherProtocol_IsReplaced()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        var ours = await lab.OnAsync("p1", $"readlink {HostPaths.Agent}");
        await lab.OnAsync("p1", $"rm {HostPaths.Agent} && printf '#!/bin/sh\\nexit 90\\n' > {HostPaths.Agent} && chmod +x {HostPaths.Agent}");

        var result = await lab.PmAsync("apply", "--yes");

        result.ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        (await lab.OnAsync("p1", $"readlink {HostPaths.Agent}")).ShouldBe(ours);
    }

    [LabFact]
    public async Task Apply_AgentOfANewerProtocol_IsRefusedUntilForced()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        var ours = await lab.OnAsync("p1", $"readlink {HostPaths.Agent}");
        var newer = $"#!/bin/sh\n[ \"$1\" != serve ] || {{ echo 'this agent speaks 2' >&2; exit {AgentProtocol.NewerAgentExitCode}; }}\nexec {ours} \"$@\"\n";
        await lab.OnAsync("p1", $"rm {HostPaths.Agent} && cat >{HostPaths.Agent} && chmod +x {HostPaths.Agent}", newer);

        var refused = await lab.PmAsync("apply", "--yes");
        var forced = await lab.PmAsync("apply", "--yes", "--force");

        refused.ShouldExitWith(ExitCode.Refused).Host("p1").Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2013");
        refused.Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
        forced.ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        (await lab.OnAsync("p1", $"readlink {HostPaths.Agent}")).ShouldBe(ours);
    }

    [LabFact]
    public async Task Apply_InterruptedWhileAHostLetsUsInAndSaysNothing_EndsSoonAndTheOthersAreDone()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        var ours = await lab.OnAsync("p1", $"readlink {HostPaths.Agent}");
        await lab.OnAsync("p1", $"rm {HostPaths.Agent} && printf '#!/bin/sh\nexec sleep 600\n' > {HostPaths.Agent} && chmod +x {HostPaths.Agent}");

        var watch = new LabWatch();
        var result = await lab.PmUnderAsync(["timeout", "--preserve-status", "--foreground", "--signal=INT", "15"], TimeSpan.FromMinutes(2), ["apply", "--yes"]);

        await lab.OnAsync("p1", $"rm {HostPaths.Agent} && ln -s {ours} {HostPaths.Agent}");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        ShouldConcernOnly(result, "p1", "PM2012", ExitCode.Interrupted);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task Apply_NoRoomForTheAgent_IsUnknownAndSaysWhy()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync("p1", $"readlink {HostPaths.Agent} > /root/kept && rm {HostPaths.Agent} && mount -t tmpfs -o size=1m tmpfs {HostPaths.AgentVersions}");

        var result = await lab.PmAsync("apply", "--yes");

        await lab.OnAsync("p1", $"umount {HostPaths.AgentVersions} && ln -s $(cat /root/kept) {HostPaths.Agent} && rm /root/kept");
        ShouldConcernOnly(result, "p1", "PM2007");
        result.Host("p1").Problems[0].Message.ShouldContain("No space left");
    }

    private static void ShouldConcernOnly(PmResult result, string host, string code, int exitCode = ExitCode.Failed)
    {
        result.ShouldExitWith(exitCode);
        var troubled = result.Host(host);
        troubled.Verdict.ShouldBe(HostVerdict.Unknown);
        troubled.State.ShouldBe(HostState.Unknown);
        var problem = troubled.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Message.ShouldContain(host);
        problem.Advice.ShouldNotBeEmpty();
        result.Hosts.Where(h => h.Host != host).ShouldAllBe(h => h.Verdict == HostVerdict.Applied || h.Verdict == HostVerdict.InOrder);
    }
}
