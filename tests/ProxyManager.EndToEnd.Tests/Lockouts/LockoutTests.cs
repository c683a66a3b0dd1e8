using System.Collections.Concurrent;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Lockouts;

/// <summary>Whatever cuts the administrator off, the host undoes it by itself: nobody is locked out for longer than the confirm time and a few seconds.</summary>
public sealed class LockoutTests(LockoutLab lab) : IClassFixture<LockoutLab>
{
    private const int ConfirmSeconds = 15;

    /// <summary>What the host may take on top to undo, and to be found again.</summary>
    private const int Grace = 15;

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
