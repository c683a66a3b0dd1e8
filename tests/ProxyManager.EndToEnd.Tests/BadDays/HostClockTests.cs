using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>A host whose own clock is off by a day, as its units and everybody who comes by SSH see it (libfaketime).</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class HostClockTests(BadDaysLab lab)
{
    private const string Sessions = "/etc/ssh/sshd_config.d/clock.conf";

    private const string Library = "/usr/local/lib/libfaketime.so.1";

    [LabTheory]
    [InlineData("+1d")]
    [InlineData("-1d")]
    public async Task Apply_HostsClockIsOffAndThenSetRight_WorksAndIsRepairedAllTheWhile(string offset)
    {
        await lab.ResetAsync();
        await WhileOffAsync(offset, async () =>
        {
            lab.RewriteInventory(BadDaysLab.Changed);
            var applied = await lab.PmAsync("apply", "--yes", "--limit", "p1");
            applied.ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
            await ShouldRepairAsync();
            (await lab.PmAsync("diagnose", "--limit", "p1")).Output.ShouldContain("PM3310");
        });

        await ShouldRepairAsync();
        lab.RewriteInventory(BadDaysLab.Fleet);
        (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
        (await lab.PmAsync("status", "--limit", "p1")).ShouldExitWith(ExitCode.Success);
    }

    [LabFact]
    public async Task Apply_HostBelievesAClockThatIsADayBehind_IsRefusedByName()
    {
        const string synchronised = "/run/systemd/timesync/synchronized";
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);

        await WhileOffAsync("-1d", async () =>
        {
            await lab.OnAsync("p1", $"mkdir -p {Path.GetDirectoryName(synchronised)} && touch {synchronised}");
            try
            {
                var host = (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Refused).Host("p1");
                host.State.ShouldBe(HostState.Unchanged);
                host.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3004");
                host.Problems[0].Advice.ShouldContain("clock");
            }
            finally
            {
                await lab.OnAsync("p1", $"rm -r {Path.GetDirectoryName(synchronised)}");
            }
        });

        (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
    }

    [LabFact]
    public async Task Pass_UnitFileFromTheFuture_RestartsNothingUntilItIsChanged()
    {
        const string file = "/etc/systemd/system/pm-haproxy.service";
        await lab.ResetAsync();
        // As on a host whose clock was set back since the last change.
        await lab.OnAsync("gw1", $"touch -d tomorrow {file} && systemctl daemon-reload && systemctl restart pm-haproxy");
        var running = await InvocationAsync();

        for (var pass = 0; pass < 3; pass++)
            await lab.OnAsync("gw1", $"{HostPaths.Agent} reconcile");

        (await InvocationAsync()).ShouldBe(running);
        (await lab.PmAsync("drift", "--limit", "gw1")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("gw1", $"echo '# mine' >>{file} && touch -d tomorrow {file} && systemctl daemon-reload");
        await lab.OnAsync("gw1", $"{HostPaths.Agent} reconcile");
        (await InvocationAsync()).ShouldNotBe(running);

        Task<string> InvocationAsync() => lab.OnAsync("gw1", "systemctl show --property=InvocationID --value pm-haproxy");
    }

    /// <summary>What somebody broke is put right by the unit that the timer starts.</summary>
    private async Task ShouldRepairAsync()
    {
        await lab.OnAsync("p1", "nft flush table inet proxymanager");
        await lab.OnAsync("p1", "systemctl start pm-check.service");
        await FleetLab.EventuallyAsync("the repair", async () => (await lab.OnAsync("p1", "nft list table inet proxymanager")).Contains("dport", StringComparison.Ordinal));
    }

    private async Task WhileOffAsync(string offset, Func<Task> test)
    {
        var library = Directory.EnumerateFiles("/usr/lib", "libfaketime.so.1", SearchOption.AllDirectories).First();
        await lab.OnAsync("p1", $"base64 -d > {Library}", Convert.ToBase64String(await File.ReadAllBytesAsync(library)));
        string[] variables = [$"LD_PRELOAD={Library}", $"FAKETIME={offset}", "FAKETIME_DISABLE_SHM=1", "NO_FAKE_STAT=1"];
        var names = variables.Select(v => v[..v.IndexOf('=', StringComparison.Ordinal)]);
        try
        {
            await lab.OnAsync("p1", $"systemctl set-environment {string.Join(' ', variables)} && echo SetEnv {string.Join(' ', variables)} > {Sessions} && systemctl reload ssh");
            var there = DateTimeOffset.FromUnixTimeSeconds(long.Parse(await lab.OnAsync("p1", "systemd-run --quiet --pipe --wait date +%s")));
            (there - DateTimeOffset.UtcNow).Duration().ShouldBeGreaterThan(TimeSpan.FromHours(23));
            await test();
        }
        finally
        {
            await lab.OnAsync("p1", $"rm -f {Sessions} {Library}; systemctl unset-environment {string.Join(' ', names)}; systemctl reload ssh");
        }
    }
}
