using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class ConfirmOperationTests
{
    private static readonly ConfirmRequest Confirmation = new(7, "hash", "nonce");

    [Fact]
    public async Task Run_ChangeWaits_SendsBackWhatTheHostHandsOutOverAConnectionOfItsOwn()
    {
        var asked = new List<Request>();
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(request =>
        {
            asked.Add(request);
            return [request is PendingRequest ? new PendingReply(Confirmation, 3) : new ConfirmedReply(7)];
        }));

        var result = await Sample.RunAsync(transport, new ConfirmOperation("acme"));

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.Generation.ShouldBe(7);
        asked.ShouldBe([new PendingRequest(), Confirmation]);
        transport.Started.ShouldHaveSingleItem().Fresh.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_NothingWaits_IsInOrder()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new PendingReply(null, 3)]));

        var result = await Sample.RunAsync(transport, new ConfirmOperation("acme"));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        result.Generation.ShouldBe(3);
    }

    [Fact]
    public async Task Run_TooLate_IsRolledBack()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(
            _ => [new FailedReply([new HostProblem("PM3019", "too late", "apply again")], Refused: false, HostState.RolledBack, 3, [])]));

        var result = await Sample.RunAsync(transport, new ConfirmOperation("acme"));

        ExitCode.Of([result.Verdict], differencesCount: false).ShouldBe(ExitCode.RolledBack);
        result.Generation.ShouldBe(3);
    }

    [Fact]
    public async Task Apply_ConfirmManually_LeavesItWaiting()
    {
        using var key = SigningKey.Create();
        var clock = new PassingClock();
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]));
        var options = new ApplyOptions { ConfirmManually = true, ConfirmTimeout = TimeSpan.FromMinutes(10) };

        var result = await Sample.RunAsync(
            transport, new ApplyOperation(Sample.Bundles(Sample.Gateway()), Sample.Connector(transport), key, options, clock));

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.State.ShouldBe(HostState.AwaitingConfirmation);
        result.ConfirmUntil.ShouldBe(clock.GetUtcNow().AddMinutes(10));
        transport.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_AgentTellsMoreThanWeKnow_IsUnderstood()
    {
        const string Reply = """{"reply":"pending","confirmation":null,"generation":3,"ofALaterVersion":true}""";
        var transport = new ScriptedTransport().Then(ScriptedSession.Prints(Reply));

        (await Sample.RunAsync(transport, new ConfirmOperation("acme"))).Generation.ShouldBe(3);
    }
}
