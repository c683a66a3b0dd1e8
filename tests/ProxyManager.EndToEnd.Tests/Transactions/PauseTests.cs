using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>A host that is left alone for a while.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class PauseTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Pause_StopsTheTimerAndApplies_UntilItIsResumed()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");

        (await lab.PmAsync("pause", "gw1", "--for", "2h", "--why", "new disks")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("gw1", "nft add rule inet proxymanager \"$(nft list chains inet | awk '$1 == \"chain\" { print $2; exit }')\" counter");
        await lab.TryOnAsync("gw1", "systemctl start pm-check.service");

        var status = (await lab.PmAsync("status", "--limit", "gw1")).Host("gw1").Status!;
        status.State.ShouldBe(HostState.Drifted);
        status.Drift.ShouldHaveSingleItem().Kind.ShouldBe("nftables");
        status.Pause!.Why.ShouldBe("new disks");
        var refused = (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Refused);
        refused.Host("gw1").Problems.ShouldHaveSingleItem().Message.ShouldContain("new disks");
        refused.Host("p1").Verdict.ShouldBe(HostVerdict.InOrder);
        (await HostSnapshot.TakeAsync(lab, "gw1")).Is(old).ShouldBeFalse();

        (await lab.OnAsync("gw1", $"{HostPaths.Agent} resume")).ShouldContain("the pause is over");
        await lab.TryOnAsync("gw1", "systemctl start pm-check.service");
        await HostSnapshot.ShouldBecomeAsync(lab, "gw1", old);
    }

    [LabFact]
    public async Task Check_ChangeBrokeOffBeforeThePause_UndoesItAllTheSame()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p2");
        using (var agent = new AgentProcess(lab.Lab.Host("p2")))
        {
            agent.Ask(lab.Request(lab.Bundle("p2", TransactionsLab.New), confirmSeconds: 600), step =>
            {
                if (step.Stage == "apply")
                    agent.Kill();
            });
        }

        const string journal = "/var/lib/proxymanager/journal";
        await lab.OnAsync("p2", $"test -e {journal} && ! grep -q '\"await\"' {journal} && {HostPaths.Agent} pause --for 1h");
        try
        {
            await lab.TryOnAsync("p2", "systemctl start pm-check.service");

            await HostSnapshot.ShouldBecomeAsync(lab, "p2", old);
        }
        finally
        {
            await lab.OnAsync("p2", $"{HostPaths.Agent} resume");
        }
    }

    /// <summary>What is worked on lies on the disk, and is none of what a boot or a restart of nftables.service takes away.</summary>
    [LabFact]
    public async Task AgentStarted_WhilePaused_BringsBackTheTableAndLeavesAnEditedFile()
    {
        const string file = "/etc/systemd/system/pm-check.service";
        await lab.ResetAsync();
        await lab.OnAsync("gw1", $"{HostPaths.Agent} pause --for 1h --why 'another unit'");
        try
        {
            await lab.OnAsync("gw1", $"echo '# mine' >> {file} && nft delete table inet proxymanager && systemctl restart pm-agent.service");

            (await lab.OnAsync("gw1", $"tail -n 1 {file}")).Trim().ShouldBe("# mine");
            await lab.OnAsync("gw1", "nft list table inet proxymanager");
        }
        finally
        {
            (await lab.PmAsync("resume", "gw1")).ShouldExitWith(ExitCode.Success);
        }

        await lab.OnAsync("gw1", "systemctl restart pm-agent.service");
        (await lab.OnAsync("gw1", $"tail -n 1 {file}")).Trim().ShouldNotBe("# mine");
    }

    [LabFact]
    public async Task Pause_SurvivesAReboot_ThatBringsBackWhatItTookAway()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        await lab.OnAsync("p1", $"{HostPaths.Agent} pause --for 1h --why 'a new kernel'");

        try
        {
            await lab.Lab.RebootAsync("p1");

            await HostSnapshot.ShouldBecomeAsync(lab, "p1", old);
            (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Refused);
        }
        finally
        {
            (await lab.PmAsync("resume", "p1")).ShouldExitWith(ExitCode.Success);
        }

        (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success);
    }
}
