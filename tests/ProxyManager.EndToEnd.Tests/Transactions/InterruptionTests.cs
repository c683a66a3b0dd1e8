using System.Diagnostics;
using System.Globalization;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>The controller is interrupted or dies; each host is then in its old or its new state.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class InterruptionTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Apply_Interrupted_BeginsNoFurtherHostAndEndsWhatIsBegun()
    {
        var (old, target) = await BeginAsync();

        using var pm = await lab.WhileSlowAsync(async () =>
        {
            var pm = Start("--forks", "1");
            await UntilAsync(pm, "a host is changing", AnyJournalAsync);
            Signal(pm, "INT");
            await pm.WaitForExitAsync();
            return pm;
        });

        pm.ExitCode.ShouldBe(ExitCode.Interrupted);
        var now = await lab.SnapshotsAsync();
        ShouldBeOldOrNew(now, old, target);
        now.Count(n => n.Value.HasContentOf(target[n.Key])).ShouldBe(1);
    }

    [LabTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_InterruptedWithAllHostsAtATime_LeavesEachOldOrNew(bool isChanging)
    {
        var (old, target) = await BeginAsync();

        using var pm = await lab.WhileSlowAsync(async () =>
        {
            var pm = Start();
            if (isChanging)
                await UntilAsync(pm, "a host is changing", AnyJournalAsync);
            else
                await UntilAsync(pm, "what leads to pm has become pm", () => Task.FromResult(IsPm(pm)));
            Signal(pm, "INT");
            await pm.WaitForExitAsync();
            return pm;
        });

        pm.ExitCode.ShouldBe(ExitCode.Interrupted);
        ShouldBeOldOrNew(await lab.SnapshotsAsync(), old, target);
    }

    [LabFact]
    public async Task Apply_ControllerKilled_HostsUndoByThemselves()
    {
        var (old, target) = await BeginAsync();

        using var pm = Start("--confirm-timeout", "5");
        await UntilAsync(pm, "a host is changing", AnyJournalAsync);
        Signal(pm, "KILL");
        await pm.WaitForExitAsync();

        await FleetLab.EventuallyAsync("nothing is pending", async () => !await AnyJournalAsync());
        ShouldBeOldOrNew(await lab.SnapshotsAsync(), old, target);
    }

    [LabFact]
    public async Task Apply_AnotherRunHoldsTheHost_IsRefusedAndNamesIt()
    {
        await lab.ResetAsync();
        var request = lab.Request(lab.Bundle("gw1", TransactionsLab.New));
        using var agent = new AgentProcess(lab.Lab.Host("gw1"));
        var hanging = Task.Run(() => agent.Ask(request, s =>
        {
            if (s.Stage == "journal")
                agent.Stop();
        }));
        await FleetLab.EventuallyAsync("the other run hangs", async () =>
            (await lab.TryOnAsync("gw1", "ps -C pm-agent -o stat=")).Output.Contains('T', StringComparison.Ordinal));

        var result = await lab.PmAsync("apply", "--yes");

        var gateway = result.ShouldExitWith(ExitCode.Refused).Host("gw1");
        var problem = gateway.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3005");
        problem.Message.ShouldMatch(@"pm \(pid \d+\) since \d{4}-");
        result.Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        agent.Kill();
        (await hanging).ShouldBeNull();
        await lab.ResetAsync();
    }

    /// <summary>The hosts in the old state, and the new inventory to be applied.</summary>
    private async Task<(Dictionary<string, HostSnapshot> Old, Dictionary<string, HostSnapshot> Target)> BeginAsync()
    {
        var states = await lab.BothStatesAsync();
        lab.RewriteInventory(TransactionsLab.New);
        return states;
    }

    private static void ShouldBeOldOrNew(Dictionary<string, HostSnapshot> now, Dictionary<string, HostSnapshot> old, Dictionary<string, HostSnapshot> target)
    {
        foreach (var (host, state) in now)
            state.ShouldHaveContentOfOneOf(old[host], target[host], host);
    }

    private async Task<bool> AnyJournalAsync() =>
        (await Task.WhenAll(TransactionsLab.Hosts.Select(h => lab.TryOnAsync(h, "test -e /var/lib/proxymanager/journal")))).Any(r => r.Succeeded);

    /// <summary>Before that, interrupts may be ignored.</summary>
    private static bool IsPm(Process process) => Path.GetFileName(new FileInfo($"/proc/{process.Id}/exe").LinkTarget) == "pm";

    private static async Task UntilAsync(Process pm, string what, Func<Task<bool>> condition)
    {
        while (!await condition())
            pm.HasExited.ShouldBeFalse($"{what}: pm ended before");
    }

    private Process Start(params string[] options)
    {
        var prefix = lab.Lab.ControllerPrefix;
        // It leads a group of its own, as what a shell starts does.
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true };

        // What runs in the background of a shell without job control is started with interrupts ignored (POSIX, 2.11), and hands that on.
        string[] environment = ["env", "--default-signal=INT", $"PM_SSH_CONFIG={lab.Lab.SshConfigPath}", $"PM_AGENT={LabEnvironment.Agent}", $"PM_KEY={lab.KeyPath}"];
        foreach (var argument in prefix.Concat([.. environment, LabEnvironment.Pm, "apply", "--yes", "-i", lab.InventoryPath, .. options]))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>To pm and all that it started and did not put elsewhere, as a terminal does with Ctrl-C.</summary>
    private static void Signal(Process process, string name) =>
        Process.Start("kill", [$"-{name}", "--", string.Create(CultureInfo.InvariantCulture, $"-{process.Id}")]).WaitForExit();
}
