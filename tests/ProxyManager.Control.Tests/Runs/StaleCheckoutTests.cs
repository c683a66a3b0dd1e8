using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

/// <summary>An apply from a checkout that has, or has not, seen what the host has.</summary>
public sealed class StaleCheckoutTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();
    private readonly WorkingCopy _copy = new WorkingCopy().Write(1).Commit();

    [Fact]
    public async Task Run_HostHasWhatWasSeen_AsksAgainOverTheSameConnection()
    {
        var applied = _copy.Stamp;
        _copy.Write(2).Commit();
        var asked = new List<ApplyRequest>();
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(request =>
        {
            asked.Add((ApplyRequest)request);
            return asked.Count == 1 ? [new StaleReply(applied, 3)] : [new AppliedReply([], 4, "hash", null, [])];
        }));

        var result = await ApplyAsync(transport);

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        asked[0].Seen.ShouldBe([_copy.Stamp.Digest]);
        asked[1].Seen.ShouldBe([_copy.Stamp.Digest, applied.Digest]);
        transport.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_HostHasWhatWasNotSeen_IsRefused()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new StaleReply(new InventoryStamp("ff", new string('a', 40), true), 3)]));

        var result = await ApplyAsync(transport);

        ExitCode.Of([result.Verdict], differencesCount: false).ShouldBe(ExitCode.Refused);
        result.Generation.ShouldBe(3);
        result.State.ShouldBe(HostState.Unchanged);
        result.Problems.ShouldHaveSingleItem().Message.ShouldContain("commit aaaaaaaaaaaa");
    }

    [Fact]
    public async Task Run_RefusedByTheHost_IsNotRemembered()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new FailedReply([new HostProblem("PM3018", "paused", "wait")], true, HostState.Unchanged, 4, [])]));
        await ApplyAsync(transport);

        _copy.Write(2);

        _copy.Checkout()!.Known.ShouldBe([_copy.Stamp.Digest]);
    }

    [Fact]
    public async Task Run_TakenByTheHost_IsRememberedAsAppliedFromHere()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new AppliedReply([], 4, "hash", null, [])]));
        await ApplyAsync(transport);
        var applied = _copy.Stamp;

        _copy.Write(2);

        _copy.Checkout()!.Known.ShouldBe([_copy.Stamp.Digest, applied.Digest]);
    }

    public void Dispose()
    {
        _key.Dispose();
        _copy.Dispose();
    }

    private Task<HostResult> ApplyAsync(ScriptedTransport transport) => Sample.RunAsync(
        transport,
        new ApplyOperation(
            Sample.Bundles(Sample.Gateway()), Sample.Connector(transport), _key, new ApplyOptions { Checkout = _copy.Checkout() }, TimeProvider.System));
}
