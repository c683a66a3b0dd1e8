using ProxyManager.Control;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>The host itself judges what it is sent: a controller that is wrong or taken over brings nothing in.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class BundleTests(TransactionsLab lab)
{
    [LabFact]
    public async Task Apply_BundleThatIsNotForThisHostNow_IsRefusedAndChangesNothing()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        var bundle = lab.Bundle("gw1", TransactionsLab.New);
        var request = lab.Request(bundle);
        using var stranger = SigningKey.Create();
        var middle = request.Envelope.Length / 2;
        var flipped = (char)(request.Envelope[middle] ^ 1);

        var answers = new Dictionary<string, ApplyRequest>
        {
            ["PM3002 another key"] = TransactionsLab.Request(bundle, stranger),
            ["PM3002 a flipped bit"] = request with { Envelope = string.Concat(request.Envelope.AsSpan(0, middle), [flipped], request.Envelope.AsSpan(middle + 1)) },
            ["PM3002 a space more"] = request with { Envelope = request.Envelope + " " },
            ["PM3002 not an envelope"] = request with { Envelope = "{}" },
            ["PM3003 another host's"] = lab.Request(lab.Bundle("p1", TransactionsLab.New)),
            ["PM3003 no host's"] = lab.Request(bundle with { HostId = "" }),
        };
        using var agent = new AgentProcess(lab.Lab.Host("gw1"));
        foreach (var (expected, sent) in answers)
        {
            var failed = agent.Ask(sent).ShouldBeOfType<FailedReply>(expected);
            failed.Problems.ShouldHaveSingleItem().Code.ShouldBe(expected[..6], expected);
            failed.Refused.ShouldBeTrue(expected);
            failed.State.ShouldBe(HostState.Unchanged, expected);
        }

        (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Apply_OlderOrReplayedBundle_IsSuperseded()
    {
        await lab.ResetAsync();
        var replayed = lab.Request(lab.Bundle("p1", TransactionsLab.New));
        lab.RewriteInventory(TransactionsLab.New);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");

        using var agent = new AgentProcess(lab.Lab.Host("p1"));
        var current = (await lab.PmAsync("status", "--limit", "p1")).Host("p1").Generation;
        agent.Ask(replayed).ShouldBe(new SupersededReply(current));
        agent.Ask(lab.Request(lab.Bundle("p1", TransactionsLab.New) with { Generation = 1 })).ShouldBe(new SupersededReply(current));

        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldBe(old);
    }

    [LabFact]
    public async Task Apply_BundleThatAPersonOnTheHostUndid_IsSuperseded()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        var before = (await lab.PmAsync("status", "--limit", "p1")).Host("p1").Generation;
        lab.RewriteInventory(TransactionsLab.New);
        var applied = (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Generation;
        var envelope = (await lab.TryOnAsync("p1", $"cat /var/lib/proxymanager/generations/{applied}.json")).Output;
        await lab.OnAsync("p1", $"{HostPaths.Agent} undo {before}");
        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldHaveContentOf(old);

        using (var agent = new AgentProcess(lab.Lab.Host("p1")))
            agent.Ask(new ApplyRequest(envelope, 60)).ShouldBe(new SupersededReply(applied));

        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldHaveContentOf(old);
        (await lab.PmAsync("apply", "--yes", "--limit", "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Generation.ShouldBeGreaterThan(applied);
    }

    [LabFact]
    public async Task Apply_GenerationFarAhead_IsRefusedOnlyByAHostThatKnowsTheTime()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        var bundle = lab.Bundle("p1", TransactionsLab.New) with { Generation = DateTimeOffset.UtcNow.AddMinutes(11).ToUnixTimeMilliseconds() };
        await lab.OnAsync("p1", "mkdir -p /run/systemd/timesync && touch /run/systemd/timesync/synchronized");

        using (var agent = new AgentProcess(lab.Lab.Host("p1")))
            agent.Ask(lab.Request(bundle)).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3004");

        await lab.OnAsync("p1", "rm /run/systemd/timesync/synchronized");
        (await HostSnapshot.TakeAsync(lab, "p1")).ShouldBe(old);
    }

    [LabTheory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"request":"unheard"}""")]
    [InlineData("null")]
    [InlineData("""{"request":"apply"}""")]
    public void Serve_MalformedRequest_IsAnsweredAndTheConversationGoesOn(string request)
    {
        using var agent = new AgentProcess(lab.Lab.Host("p1"));

        agent.Ask(request).ShouldBeOfType<FailedReply>().Problems.ShouldNotBeEmpty();

        agent.Ask(new StatusRequest()).ShouldBeOfType<StatusReply>();
    }

    [LabFact]
    public async Task Apply_SignedByAnUntrustedKey_IsRefusedByEveryHost()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(TransactionsLab.New);
        var stranger = Path.Combine(Path.GetDirectoryName(lab.KeyPath)!, $"{Guid.NewGuid():N}.key");
        SigningKeyFile.Create(stranger);

        var result = await lab.PmAsync("apply", "--yes", "--key", stranger);

        result.ShouldExitWith(ExitCode.Refused);
        result.Hosts.Count.ShouldBe(3);
        result.Hosts.ShouldAllBe(h => h.State == HostState.Unchanged && h.Problems.Single().Code == "PM3002");
    }
}
