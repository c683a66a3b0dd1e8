using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Hosts that go away in the middle of a change, and come back: in nobody's way, and wholly old or wholly new afterwards.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class VanishingHostTests(BadDaysLab lab)
{
    private const string Journal = HostPaths.State + "/journal";
    private const string Held = "/run/held";
    private const string LetGo = "/run/let-go";

    /// <summary>Holds a host where it has begun with a change.</summary>
    private const string Hold = $"[ ! -e {Journal} ] || {{ touch {Held}; until [ -e {LetGo} ]; do sleep 0.1; done; }}";

    /// <summary>The management's link is down and up again, each for a second.</summary>
    private const string Flap = "systemd-run --quiet --unit=flapping sh -c 'while :; do ip link set mgmt0 down; sleep 1; ip link set mgmt0 up; sleep 1; done'";

    [LabTheory]
    [InlineData("gw1")]
    [InlineData("p1")]
    public async Task Apply_PowerOfAHostIsCutInTheMiddle_OthersAreDoneAndItIsAsBefore(string host)
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        var target = await HostSnapshot.TakeAsync(lab, host);
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, host);
        lab.RewriteInventory(BadDaysLab.Changed);

        await lab.OnAsync(host, $"rm -f {Held} {LetGo}");
        PmResult result = null!;
        await lab.WhileLoadingAsync(host, Hold, async () =>
        {
            var run = lab.PmAsync("apply", "--yes", "--confirm-timeout", "30");
            await FleetLab.EventuallyAsync($"{host} is in the middle of it", () => IsThereAsync(host, Held));
            await lab.Lab.PowerCutAsync(host);
            result = await run;
        });

        var cut = result.Host(host);
        result.ShouldExitWith(cut.Verdict == HostVerdict.RolledBack ? ExitCode.RolledBack : ExitCode.Failed);
        cut.State.ShouldBe(cut.Verdict == HostVerdict.RolledBack ? HostState.RolledBack : HostState.Unchanged, result.ToString());
        ShouldNameAndOthersBeDone(result, host);
        await HostSnapshot.ShouldBecomeAsync(lab, host, old);
        await lab.OnAsync(host, $"{HostPaths.Agent} check");
        (await lab.PmAsync("plan", "--limit", host)).ShouldExitWith(ExitCode.Success).Host(host).Changes.ShouldAllBe(c => !c.Drift);

        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host(host).Verdict.ShouldBe(HostVerdict.Applied);
        (await HostSnapshot.TakeAsync(lab, host)).ShouldHaveContentOf(target);
    }

    [LabFact]
    public async Task Apply_LinkOfAHostFlaps_OthersAreDoneMeanwhileAndItComesIntoOrder()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        var before = new Dictionary<string, string> { ["gw1"] = await GenerationAsync("gw1"), ["p2"] = await GenerationAsync("p2") };

        await lab.OnAsync("p1", $"rm -f {Held} {LetGo}");
        PmResult result = null!;
        await lab.WhileLoadingAsync("p1", Hold, async () =>
        {
            await lab.OnAsync("p1", Flap);
            try
            {
                var run = lab.PmAsync("apply", "--yes");
                foreach (var (host, generation) in before)
                    await FleetLab.EventuallyAsync($"{host} is done", async () => await GenerationAsync(host) != generation && !await IsThereAsync(host, Journal), TimeSpan.FromSeconds(60));
                await lab.OnAsync("p1", $"touch {LetGo}");
                result = await run;
            }
            finally
            {
                await lab.OnAsync("p1", $"systemctl stop flapping; ip link set mgmt0 up; touch {LetGo}");
            }
        });

        var flapping = result.Host("p1");
        if (flapping.Verdict == HostVerdict.Applied)
        {
            result.ShouldExitWith(ExitCode.Success);
        }
        else
        {
            result.ShouldExitWith(flapping.Verdict == HostVerdict.RolledBack ? ExitCode.RolledBack : ExitCode.Failed);
            ShouldNameAndOthersBeDone(result, "p1");
        }

        // What it was changed to without a confirmation it undoes by itself.
        await FleetLab.EventuallyAsync("an apply to p1", async () => (await lab.PmAsync("apply", "--yes")).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(90));
        (await lab.PmAsync("drift")).ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.State == HostState.InOrder);
    }

    private async Task<bool> IsThereAsync(string host, string path) => (await lab.TryOnAsync(host, $"test -e {path}")).Succeeded;

    private Task<string> GenerationAsync(string host) => lab.OnAsync(host, $"readlink {HostPaths.State}/current");

    private static void ShouldNameAndOthersBeDone(PmResult result, string host)
    {
        var problems = result.Host(host).Problems;
        problems.ShouldNotBeEmpty(result.ToString());
        problems.ShouldAllBe(p => p.Message.Contains(host, StringComparison.Ordinal) && p.Advice.Length > 0, result.ToString());
        result.Hosts.Where(h => h.Host is "gw1" or "p1" or "p2" && h.Host != host).ShouldAllBe(h => h.Verdict == HostVerdict.Applied, result.ToString());
        result.Host("gw2").Verdict.ShouldBe(HostVerdict.InOrder);
    }
}
