using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>A controller whose clock is off by a day: refused by name or harmless, and never in the way of the next run.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class ClockTests(BadDaysLab lab)
{
    /// <summary>A host believes its clock when a time service says that it may: systemd-timesyncd by this file.</summary>
    private const string Synchronised = "/run/systemd/timesync/synchronized";

    [LabFact]
    public async Task Apply_ControllerADayAhead_IsRefusedByName()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        await lab.OnAsync("p1", $"mkdir -p {Path.GetDirectoryName(Synchronised)} && touch {Synchronised}");

        var ahead = await ApplyAtAsync("+1d", "p1");
        var right = await lab.PmAsync("apply", "--yes");

        await lab.OnAsync("p1", $"rm {Synchronised}");
        var host = ahead.ShouldExitWith(ExitCode.Refused).Host("p1");
        host.State.ShouldBe(HostState.Unchanged);
        host.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3004");
        host.Problems[0].Advice.ShouldContain("clock");
        right.ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task Apply_ControllersOnBothSidesOfTheRightTime_TakeTurns()
    {
        await lab.ResetAsync();
        foreach (var (inventory, offset) in new[] { (BadDaysLab.Changed, "+1d"), (BadDaysLab.Fleet, "-1d"), (BadDaysLab.Changed, "+0") })
        {
            lab.RewriteInventory(inventory);
            (await ApplyAtAsync(offset, "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        }
    }

    private Task<PmResult> ApplyAtAsync(string offset, string host) =>
        lab.PmUnderAsync(["faketime", "-f", offset], TimeSpan.FromMinutes(2), ["apply", "--yes", "--limit", host]);
}
