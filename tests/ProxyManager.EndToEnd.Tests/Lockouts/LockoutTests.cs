using System.Collections.Concurrent;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Lockouts;

/// <summary>Whatever cuts the administrator off, the host undoes it by itself: nobody is locked out for longer than the confirm time and a few seconds.</summary>
public sealed class LockoutTests(LockoutLab lab) : IClassFixture<LockoutLab>
{
    private const int ConfirmSeconds = 15;

    /// <summary>What the host may take on top to undo, and to be found again.</summary>
    private const int Grace = 15;

    /// <summary>So long nothing new begins in a run that hangs before it is killed, and a little more.</summary>
    private const int Silence = 75;

    [LabFact]
    public async Task Apply_EveryWayToCutOneselfOff_HostIsBackInTheOldStateInTime()
    {
        var failures = new ConcurrentBag<string>();

        await Task.WhenAll(LockoutLab.Hosts.Select(async (host, index) =>
        {
            foreach (var lockout in Lockout.All.Where((_, row) => row % LockoutLab.Hosts.Count == index))
            {
                try
                {
                    await lab.OnAsync(host, lockout.Before);
                    await CutAndComeBackAsync(host, lockout);
                }
                catch (Exception e)
                {
                    failures.Add($"{lockout} on {host}: {e.Message}");
                }
                finally
                {
                    await lab.TryOnAsync(host, lockout.After);
                }
            }
        }));

        Lockout.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        failures.ShouldBeEmpty(string.Join("\n\n", failures));
    }

    /// <summary>The run that cut its administrator off hangs in it: it would keep the host's lock from the undo for good.</summary>
    [LabFact]
    public async Task Apply_AgentHangsOnceItHasCutOff_IsKilledAndHostIsBackInTheOldState()
    {
        var host = LockoutLab.Hosts[0];
        var lockout = Lockout.All.Single(l => l.Name == "input drops everything");
        // Starts for so long that the agent is stopped before it has done with it.
        Resource[] slow =
        [
            new FileResource("/etc/systemd/system/slow.service", "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sleep 10\n"),
            new UnitResource("slow.service", Enabled: false, Active: true),
        ];
        await FleetLab.EventuallyAsync("an answer to begin with", () => lab.IsReachableAsync(host));
        var old = await HostSnapshot.TakeAsync(lab, host);
        var bundle = lab.Bundle(host);
        var request = lab.Request(bundle with { Resources = [.. bundle.Resources, .. lockout.Resources, .. slow] }, ConfirmSeconds);
        using var agent = new AgentProcess(lab.Lab.Host(host));
        var hangs = new TaskCompletionSource();
        var answer = Task.Run(() => agent.Ask(request, step =>
        {
            if (step is not { Stage: "apply", Subject: "unit:slow.service" })
                return;
            agent.Stop();
            hangs.SetResult();
        }));
        await hangs.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var watch = new LabWatch();
        (await lab.IsReachableAsync(host)).ShouldBeFalse("it cuts nobody off");
        (await lab.TryOnAsync(host, "flock --nonblock /run/proxymanager/lock true")).Succeeded.ShouldBeFalse("nothing hangs");

        while (!await lab.IsReachableAsync(host))
            watch.Elapsed.TotalSeconds.ShouldBeLessThan(Silence + Grace, "it is still cut off");

        await HostSnapshot.ShouldBecomeAsync(lab, host, old);
        agent.Continue();
        (await answer).ShouldBeNull();
        (await lab.PmAsync("confirm", "--limit", host)).ShouldExitWith(ExitCode.RolledBack).Host(host)
            .Problems.ShouldHaveSingleItem().Message.ShouldContain("the run that made it did not end: it hung");
        (await lab.OnAsync(host, "journalctl --quiet --identifier=pm-agent --output=cat --since=-3min")).ShouldContain(") was killed: the time of its change");
    }

    private async Task CutAndComeBackAsync(string host, Lockout lockout)
    {
        await FleetLab.EventuallyAsync("an answer to begin with", IsReachableAsync);
        var old = await HostSnapshot.TakeAsync(lab, host);
        var bundle = lab.Bundle(host);
        using (var agent = new AgentProcess(lab.Lab.Host(host)))
        {
            var reply = agent.Ask(lab.Request(bundle with { Resources = [.. bundle.Resources, .. lockout.Resources] }, ConfirmSeconds));
            reply.ShouldBeOfType<AppliedReply>(reply?.ToString()).Nonce.ShouldNotBeNull();
        }

        var watch = new LabWatch();
        (await IsReachableAsync()).ShouldBeFalse("it cuts nobody off");
        while (!await IsReachableAsync())
            watch.Elapsed.TotalSeconds.ShouldBeLessThan(ConfirmSeconds + Grace, "it is still cut off");

        // A host answers as soon as what cut it off is undone, which need not be the last step of the undo.
        HostSnapshot now;
        while (!(now = await HostSnapshot.TakeAsync(lab, host)).Is(old) && watch.Elapsed.TotalSeconds < ConfirmSeconds + Grace)
            await Task.Delay(200);
        now.ShouldBe(old);
        var late = (await lab.PmAsync("confirm", "--limit", host)).ShouldExitWith(ExitCode.RolledBack).Host(host);
        late.Problems.ShouldHaveSingleItem().Message.ShouldContain($"no new connection confirmed it within {ConfirmSeconds} s");

        Task<bool> IsReachableAsync() => lab.IsReachableAsync(host, lockout.IsThroughRouter);
    }
}
