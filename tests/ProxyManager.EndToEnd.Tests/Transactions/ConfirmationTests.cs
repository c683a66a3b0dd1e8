using System.Diagnostics;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>A change that nobody confirms is undone by the host itself.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class ConfirmationTests(TransactionsLab lab)
{
    private const string LockedOut = """

        firewall:
          gw1: { open: [{ tcp: 22, from: [192.0.2.0/24] }] }
        """;

    [LabFact]
    public async Task Apply_BaselineExcludesUs_IsRefusedBeforeAnythingChanges()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.Old + LockedOut);

        var plan = await lab.PmAsync("plan");
        var apply = await lab.PmAsync("apply", "--yes");

        plan.ShouldExitWith(ExitCode.Refused).Host("gw1").Verdict.ShouldBe(HostVerdict.Refused);
        var gateway = apply.ShouldExitWith(ExitCode.Refused).Host("gw1");
        gateway.State.ShouldBe(HostState.Unchanged);
        gateway.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3101");
        apply.Host("p1").Verdict.ShouldBe(HostVerdict.InOrder);
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Apply_LockoutAllowed_HostUndoesItAndTheRunSaysSo()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.Old + LockedOut);

        var result = await lab.PmAsync("apply", "--yes", "--allow-lockout", "--confirm-timeout", "5");

        var gateway = result.ShouldExitWith(ExitCode.RolledBack).Host("gw1");
        gateway.State.ShouldBe(HostState.RolledBack);
        gateway.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2104");
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
        (await lab.PmAsync("status")).Host("gw1").Status!.State.ShouldBe(HostState.RolledBack);
    }

    [LabFact]
    public async Task Apply_AgentKilledUnderTheController_HostUndoesItAndTheRunSaysSo()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.New);

        PmResult result = null!;
        // The first table that it loads for good ends the agent: by then other things have changed.
        await lab.WhileLoadingAsync(
            "gw1",
            "test -e /var/lib/proxymanager/journal && mkdir /run/killed 2>/dev/null && { pkill -9 -x pm-agent; exit 1; }",
            async () => result = await lab.PmAsync("apply", "--yes", "--limit", "gw1", "--confirm-timeout", "5"));
        await lab.OnAsync("gw1", "rmdir /run/killed");

        result.ShouldExitWith(ExitCode.RolledBack).Host("gw1").State.ShouldBe(HostState.RolledBack);
        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Timer_WhileAChangeWaits_DoesNothing()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        var since = Stopwatch.StartNew();
        using (var agent = new AgentProcess(lab.Lab.Host("gw1")))
            agent.Ask(lab.Request(lab.Bundle("gw1", TransactionsLab.New), confirmSeconds: 12)).ShouldBeOfType<AppliedReply>();
        await lab.OnAsync("gw1", "nft delete table inet proxymanager");

        await lab.OnAsync("gw1", "systemctl start pm-check.service; systemctl restart pm-agent.service");

        // Before its own undo, which cannot come earlier.
        var isThere = (await lab.TryOnAsync("gw1", "nft list table inet proxymanager")).Succeeded;
        if (since.Elapsed < TimeSpan.FromSeconds(12))
            isThere.ShouldBeFalse();
        await FleetLab.EventuallyAsync("undone", async () => (await HostSnapshot.TakeAsync(lab, "gw1")).Is(old));
    }
}
