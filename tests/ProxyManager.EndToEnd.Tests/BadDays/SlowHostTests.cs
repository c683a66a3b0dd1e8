using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Hosts whose connection lives on and brings nothing: given up by name, while the others are done.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class SlowHostTests(BadDaysLab lab)
{
    /// <summary>Stands in the place of the agent: what it says comes one byte a second.</summary>
    private const string OneByteASecond = """
        #!/usr/bin/python3
        import subprocess, sys, time
        agent = subprocess.Popen(["{agent}", *sys.argv[1:]], stdout=subprocess.PIPE)
        while byte := agent.stdout.read(1):
            sys.stdout.buffer.write(byte)
            sys.stdout.buffer.flush()
            time.sleep(1)
        """;

    /// <summary>Stands in the place of the agent: the connection is never closed, and nothing passes any more.</summary>
    private const string HalfOpen = """
        #!/bin/sh
        nft 'table inet cut { chain input { type filter hook input priority -500; iifname "mgmt0" drop; }; chain output { type filter hook output priority -500; oifname "mgmt0" drop; }; }'
        exec sleep 600
        """;

    [LabFact]
    public async Task Apply_HostAnswersOneByteASecond_OthersAreDoneAndItIsGivenUp()
    {
        var result = await ApplyWithAsync(OneByteASecond, "timeout", "--preserve-status", "--foreground", "--signal=INT", "20");

        result.ShouldExitWith(ExitCode.Interrupted);
        OthersShouldBeDone(result);
        await ShouldRecoverAsync();
    }

    [LabFact]
    public async Task Apply_ConnectionIsHalfOpen_IsUnknownWithinAMinuteAndOthersAreDone()
    {
        var watch = new LabWatch();
        var result = await ApplyWithAsync(HalfOpen);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90));
        result.ShouldExitWith(ExitCode.Failed);
        OthersShouldBeDone(result);
        await ShouldRecoverAsync();
    }

    private async Task<PmResult> ApplyWithAsync(string standIn, params string[] wrapper)
    {
        await lab.ResetAsync();
        lab.RewriteInventory(BadDaysLab.Changed);
        var agent = await lab.OnAsync("p1", $"readlink -f {HostPaths.Agent}");
        var link = await lab.OnAsync("p1", $"readlink {HostPaths.Agent}");
        await lab.OnAsync("p1", $"rm {HostPaths.Agent} && cat >{HostPaths.Agent} && chmod +x {HostPaths.Agent}", standIn.Replace("{agent}", agent, StringComparison.Ordinal));
        try
        {
            return await lab.PmUnderAsync(wrapper, TimeSpan.FromMinutes(3), ["apply", "--yes"]);
        }
        finally
        {
            await lab.OnAsync("p1", $"rm {HostPaths.Agent} && ln -s {link} {HostPaths.Agent}; nft delete table inet cut 2>/dev/null || true");
        }
    }

    private static void OthersShouldBeDone(PmResult result)
    {
        var slow = result.Host("p1");
        slow.Verdict.ShouldBe(HostVerdict.Unknown);
        slow.Problems.ShouldHaveSingleItem().Advice.ShouldNotBeEmpty();
        result.Hosts.Where(h => h.Host != "p1").ShouldAllBe(h => h.Verdict == HostVerdict.Applied || h.Verdict == HostVerdict.InOrder);
    }

    /// <summary>What it was changed to without a confirmation it undoes by itself.</summary>
    private async Task ShouldRecoverAsync()
    {
        await FleetLab.EventuallyAsync(
            "an apply to p1", async () => (await lab.PmAsync("apply", "--yes")).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(90));
        (await lab.PmAsync("drift")).ShouldExitWith(ExitCode.Success);
    }
}
