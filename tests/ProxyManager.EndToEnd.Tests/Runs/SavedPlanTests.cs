using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Runs;

/// <summary>A plan that was looked at is what is applied, to hosts that are as they were.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class SavedPlanTests(TransactionsLab lab) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-end-to-end-");

    private string Saved => Path.Combine(_directory.FullName, "plan.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [LabFact]
    public async Task Apply_SavedPlan_DoesWhatWasPlannedThoughTheInventoryWentOn()
    {
        var (_, target) = await lab.BothStatesAsync();
        lab.RewriteInventory(TransactionsLab.New);
        await lab.PmAsync("plan", "--out", Saved);
        lab.RewriteInventory(TransactionsLab.Old);

        var result = await lab.PmAsync("apply", Saved, "--yes");

        result.ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.Applied);
        foreach (var (host, state) in await lab.SnapshotsAsync())
            state.ShouldHaveContentOf(target[host]);
    }

    [LabFact]
    public async Task Apply_HostChangedSincePlan_IsRefusedThereOnly()
    {
        var (old, target) = await lab.BothStatesAsync();
        lab.RewriteInventory(TransactionsLab.New);
        await lab.PmAsync("plan", "--out", Saved);
        await lab.OnAsync("p1", "ip link set pm-gw1 mtu 1300");

        var result = await lab.PmAsync("apply", Saved, "--yes");

        await lab.OnAsync("p1", "ip link set pm-gw1 mtu 1420");
        var host = result.ShouldExitWith(ExitCode.Refused).Host("p1");
        host.State.ShouldBe(HostState.Unchanged);
        host.Problems.ShouldHaveSingleItem().Advice.ShouldContain("plan");
        var states = await lab.SnapshotsAsync();
        states["p1"].ShouldHaveContentOf(old["p1"]);
        states["gw1"].ShouldHaveContentOf(target["gw1"]);
    }
}
