using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>A change that one run makes and another confirms, or nobody does.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class ManualConfirmationTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Confirm_FromAnotherWorkingCopy_KeepsTheChange()
    {
        var (_, target) = await lab.BothStatesAsync();
        lab.RewriteInventory(TransactionsLab.New);
        var apply = await lab.PmAsync("apply", "--yes", "--confirm", "manual", "--limit", "gw1");
        apply.ShouldExitWith(ExitCode.Success).Host("gw1").State.ShouldBe(HostState.AwaitingConfirmation);

        // Its inventory need not even have what was applied.
        var elsewhere = Directory.CreateTempSubdirectory("pm-elsewhere-");
        try
        {
            var inventory = Path.Combine(elsewhere.FullName, "fleet.yml");
            await File.WriteAllTextAsync(inventory, TransactionsLab.Old);
            File.Copy(Path.ChangeExtension(lab.InventoryPath, ".lock.yml"), Path.ChangeExtension(inventory, ".lock.yml"));
            (await lab.PmOnAsync(inventory, "status", "--limit", "gw1")).ShouldExitWith(ExitCode.Success)
                .Host("gw1").Status!.Pending!.Generation.ShouldBe(apply.Host("gw1").Generation);

            var confirm = await lab.PmOnAsync(inventory, "confirm");

            confirm.ShouldExitWith(ExitCode.Success);
            confirm.Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
            confirm.Host("p1").Verdict.ShouldBe(HostVerdict.InOrder);
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }

        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldHaveContentOf(target["gw1"]);
        (await lab.PmAsync("status", "--limit", "gw1")).ShouldExitWith(ExitCode.Success).Host("gw1").State.ShouldBe(HostState.InOrder);
    }

    [LabFact]
    public async Task Confirm_TooLate_SaysThatTheHostRolledBackUntilAnotherApply()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.New);
        // The second run waits 10 s for the first one's confirmation.
        (await lab.PmAsync("apply", "--yes", "--confirm", "manual", "--confirm-timeout", "25", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);
        (await lab.PmAsync("apply", "--yes", "--limit", "gw1")).ShouldExitWith(ExitCode.Refused).Host("gw1").Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3006");

        await HostSnapshot.ShouldBecomeAsync(lab, "gw1", old);

        var late = (await lab.PmAsync("confirm", "--limit", "gw1")).ShouldExitWith(ExitCode.RolledBack).Host("gw1");
        late.Problems.ShouldHaveSingleItem().Message.ShouldContain("too late");
        late.State.ShouldBe(HostState.RolledBack);
        var status = (await lab.PmAsync("status", "--limit", "gw1")).ShouldExitWith(ExitCode.RolledBack).Host("gw1");
        status.Status!.Undone!.Reason.ShouldContain("confirmed it within 25 s");
        var next = (await lab.PmAsync("apply", "--yes", "--limit", "gw1")).ShouldExitWith(ExitCode.Success).Host("gw1");
        next.Warnings.ShouldContain(w => w.Contains("rolled back", StringComparison.Ordinal));
        (await lab.PmAsync("status", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);
    }
}
