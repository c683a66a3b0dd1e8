using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>The agent dies at each step of an apply and of a confirmation; the host's next run leads to the whole old or the whole new state.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class KillTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Apply_KilledAtEachStep_NextRunLeadsToTheOldState()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");

        var steps = await KillAtEachStepAsync("gw1", async step =>
        {
            await NextRunAsync("gw1");
            (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old, $"killed at {step}");
        });

        steps.Count.ShouldBeGreaterThan(5, string.Join(", ", steps));
    }

    [LabFact]
    public async Task FirstApply_KilledAtEachKindOfStep_NextRunLeavesNothingBehind()
    {
        await lab.ResetAsync();
        (await lab.PmAsync("host", "retire", "p2", "--yes")).ShouldExitWith(0);
        (await lab.PmAsync("host", "init", "p2")).ShouldExitWith(0);
        var old = await HostSnapshot.TakeAsync(lab, "p2");

        var steps = await KillAtEachStepAsync("p2", every: 5, afterwards: async step =>
        {
            await NextRunAsync("p2");
            (await HostSnapshot.TakeAsync(lab, "p2")).ShouldBe(old, $"killed at {step}");
        });

        steps.Count.ShouldBeGreaterThan(3, string.Join(", ", steps));
        await lab.ResetAsync();
    }

    [LabFact]
    public async Task Confirm_KilledAtEachStep_NextRunLeadsToTheOldOrTheNewState()
    {
        var (old, target) = await lab.BothStatesAsync();
        var bundle = lab.Bundle("gw1", TransactionsLab.New);
        for (var index = 0; ; index++)
        {
            var seen = ConfirmAndKill(bundle with { Generation = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() }, index);
            await NextRunAsync("gw1");
            var now = await HostSnapshot.TakeAsync(lab, "gw1");
            now.ShouldHaveContentOfOneOf(old["gw1"], target["gw1"], $"killed at {seen[^1]}");
            if (seen.Count <= index)
            {
                // This one was not killed.
                now.ShouldHaveContentOf(target["gw1"]);
                seen.Count.ShouldBeGreaterThan(2, string.Join(", ", seen));
                return;
            }

            await lab.ResetAsync();
        }
    }

    [LabFact]
    public async Task Apply_PowerCutInTheMiddle_BootLeadsToTheOldState()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        var request = lab.Request(lab.Bundle("gw1", TransactionsLab.New));
        var applied = 0;
        using (var agent = new AgentProcess(lab.Lab.Host("gw1")))
        {
            agent.Ask(request, step =>
            {
                if (step.Stage == "apply" && ++applied == 2)
                    agent.Kill();
            });
        }

        await lab.Lab.PowerCutAsync("gw1");

        await HostSnapshot.ShouldBecomeAsync(lab, "gw1", old);
    }

    /// <summary>A host's first change brings what undoes it after a power cut, too: nobody asks it again here.</summary>
    [LabFact]
    public async Task FirstApply_PowerCutInTheMiddle_BootLeavesNothingBehind()
    {
        await lab.ResetAsync();
        (await lab.PmAsync("host", "retire", "p2", "--yes")).ShouldExitWith(0);
        (await lab.PmAsync("host", "init", "p2")).ShouldExitWith(0);
        var old = await HostSnapshot.TakeAsync(lab, "p2");
        using (var agent = new AgentProcess(lab.Lab.Host("p2")))
        {
            agent.Ask(lab.Request(lab.Bundle("p2", TransactionsLab.New)), step =>
            {
                if (step is { Stage: "apply", Subject: { } subject } && subject.StartsWith("wireguard:", StringComparison.Ordinal))
                    agent.Kill();
            });
        }

        await lab.Lab.PowerCutAsync("p2");

        await HostSnapshot.ShouldBecomeAsync(lab, "p2", old);
        await lab.ResetAsync();
    }

    [LabFact]
    public async Task Apply_RebootBeforeTheConfirmation_BootLeadsToTheOldState()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        using (var agent = new AgentProcess(lab.Lab.Host("gw1")))
            agent.Ask(lab.Request(lab.Bundle("gw1", TransactionsLab.New), confirmSeconds: 600)).ShouldBeOfType<AppliedReply>().Nonce.ShouldNotBeNull();
        (await HostSnapshot.TakeAsync(lab, "gw1")).Is(old).ShouldBeFalse();

        await lab.Lab.RebootAsync("gw1");

        await HostSnapshot.ShouldBecomeAsync(lab, "gw1", old);
    }

    /// <summary>Kills an apply of <see cref="TransactionsLab.New"/> at its first step, then one at a later step, until one comes to its end.</summary>
    /// <returns>The steps at which it was killed.</returns>
    private async Task<List<string>> KillAtEachStepAsync(string host, Func<string, Task> afterwards, int every = 1)
    {
        var bundle = lab.Bundle(host, TransactionsLab.New);
        var killed = new List<string>();
        while (true)
        {
            var request = lab.Request(bundle with { Generation = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() }, confirmSeconds: 600);
            using var agent = new AgentProcess(lab.Lab.Host(host));
            var step = 0;
            string? killedAt = null;
            var answer = agent.Ask(request, s =>
            {
                if (step++ != killed.Count * every)
                    return;
                killedAt = $"{s.Stage} {s.Subject}";
                agent.Kill();
            });
            if (killedAt is null)
            {
                answer.ShouldBeOfType<AppliedReply>();
                await lab.OnAsync(host, $"{HostPaths.Agent} undo");
                await afterwards("no step, undone");
                return killed;
            }

            killed.Add(killedAt);
            await afterwards(killedAt);
        }
    }

    /// <summary>Applies a bundle, confirms it, and kills the agent at a step of the confirmation.</summary>
    /// <returns>The steps that the agent told of.</returns>
    private List<string> ConfirmAndKill(Bundle bundle, int index)
    {
        using var agent = new AgentProcess(lab.Lab.Host("gw1"));
        var applied = agent.Ask(lab.Request(bundle, confirmSeconds: 600)).ShouldBeOfType<AppliedReply>();
        var seen = new List<string>();
        agent.Ask(new ConfirmRequest(applied.Generation, applied.BundleHash, applied.Nonce!), s =>
        {
            seen.Add($"{s.Stage} {s.Subject}");
            if (seen.Count == index + 1)
                agent.Kill();
        });
        return seen;
    }

    /// <summary>What a boot does: the repair unit. A change that still waits is undone as its timer would do it.</summary>
    private async Task NextRunAsync(string host)
    {
        await lab.OnAsync(host, $"test ! -e /var/lib/proxymanager/journal || grep -q '\"commit\"' /var/lib/proxymanager/journal || {HostPaths.Agent} undo");
        await lab.OnAsync(host, $"{HostPaths.Agent} reconcile");
    }
}
