using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>Generations: counted, kept, gone back to.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class GenerationTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Apply_EqualContent_IsNoNewGeneration()
    {
        await lab.ResetAsync();
        var before = (await lab.PmAsync("status")).ShouldExitWith(ExitCode.Success).Host("gw1").Generation;

        var again = (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1");

        again.Verdict.ShouldBe(HostVerdict.InOrder);
        again.Generation.ShouldBe(before);
        (await lab.OnAsync("gw1", "readlink /var/lib/proxymanager/current")).ShouldBe($"generations/{before}.json");
    }

    [LabFact]
    public async Task Rollback_Default_BringsTheStateBeforeUnderANewGeneration()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.New);
        var applied = (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Generation;

        var back = (await lab.PmAsync("rollback", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1");

        back.Generation.ShouldBeGreaterThan(applied);
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldHaveContentOf(old);
    }

    [LabFact]
    public async Task Rollback_GenerationNamed_BringsItsStateAndNamesWhatIsKeptOtherwise()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        var first = (await lab.PmAsync("status", "--limit", "p1")).Host("p1").Generation;
        foreach (var mtu in (string[])["1390", "1380"])
        {
            lab.RewriteInventory(TransactionsLab.Old.Replace("reconcile: 1h", $"reconcile: 1h, mtu: {mtu}", StringComparison.Ordinal));
            (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success);
        }

        (await lab.PmAsync("rollback", "--yes", "--limit", "p1", "--generation", $"{first}")).ShouldExitWith(ExitCode.Success);
        var missing = await lab.PmAsync("rollback", "--yes", "--limit", "p1", "--generation", "17");

        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldHaveContentOf(old);
        var problem = missing.ShouldExitWith(ExitCode.Failed).Host("p1").Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3007");
        problem.Advice.ShouldContain($"{first}");
    }

    [LabFact]
    public async Task Apply_ManyTimes_KeepsTheLastTen()
    {
        await lab.ResetAsync();
        using (var agent = new AgentProcess(lab.Lab.Host("p1")))
        {
            for (var i = 0; i < 12; i++)
            {
                var bundle = lab.Bundle("p1", TransactionsLab.Old.Replace("reconcile: 1h", $"reconcile: 1h, mtu: {1400 - i}", StringComparison.Ordinal));
                var applied = agent.Ask(lab.Request(bundle)).ShouldBeOfType<AppliedReply>();
                agent.Ask(new ConfirmRequest(applied.Generation, applied.BundleHash, applied.Nonce!)).ShouldBeOfType<ConfirmedReply>();
            }
        }

        (await lab.OnAsync("p1", "ls /var/lib/proxymanager/generations | wc -l")).ShouldBe("10");
    }
}
