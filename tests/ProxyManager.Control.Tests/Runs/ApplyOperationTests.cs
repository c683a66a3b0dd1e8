using System.Text;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class ApplyOperationTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();

    [Fact]
    public async Task Run_NothingDiffers_IsOneConnection()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new AppliedReply([], 7, "hash", null, [])]));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        transport.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_SomethingChanged_ConfirmsOverAFreshConnection()
    {
        ConfirmRequest? confirmed = null;
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new ProgressReply("apply", "file:/etc/example", 1, 1), new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]))
            .Then(ScriptedSession.Agent(request =>
            {
                confirmed = request.ShouldBeOfType<ConfirmRequest>();
                return [new ConfirmedReply(7)];
            }));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.Generation.ShouldBe(7);
        confirmed.ShouldBe(new ConfirmRequest(7, "hash", "nonce"));
        transport.Started.Select(s => s.Fresh).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Run_HostHasALaterGeneration_SignsAboveIt()
    {
        var generations = new List<long>();
        const long Later = 9_000_000_000_000;
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(request =>
        {
            var bundle = Envelope.Open(Encoding.UTF8.GetBytes(request.ShouldBeOfType<ApplyRequest>().Envelope), [_key.Public]);
            generations.Add(bundle.Generation);
            return bundle.Generation <= Later ? [new SupersededReply(Later)] : [new AppliedReply([], bundle.Generation, "hash", null, [])];
        }));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Generation.ShouldBe(Later + 1);
        generations.Count.ShouldBe(2);
        transport.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_HostAlwaysHasALaterGeneration_GivesUp()
    {
        var signed = 0;
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(request =>
        {
            signed++;
            return [new SupersededReply(Envelope.Open(Encoding.UTF8.GetBytes(((ApplyRequest)request).Envelope), [_key.Public]).Generation + 1)];
        }));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Verdict.ShouldBe(HostVerdict.Unknown);
        signed.ShouldBe(5);
    }

    [Theory]
    [InlineData(true, HostState.Unchanged, HostVerdict.Refused)]
    [InlineData(false, HostState.RolledBack, HostVerdict.RolledBack)]
    [InlineData(false, HostState.Unchanged, HostVerdict.Failed)]
    public async Task Run_HostFails_SaysInWhatState(bool refused, HostState state, HostVerdict verdict)
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(
            _ => [new FailedReply([new HostProblem("PM3101", "missing", "install")], refused, state, 3, [])]));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Verdict.ShouldBe(verdict);
        result.State.ShouldBe(state);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3101");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Run_ConfirmationDoesNotArrive_FindsOutThatTheHostRolledBack(int daysThatTheClockIsSet)
    {
        var clock = new PassingClock(TimeSpan.FromDays(daysThatTheClockIsSet));
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]));
        for (var second = 0; second < 5; second += 2)
            transport.Then(ScriptedSession.Ends(255, "ssh: connect to host 203.0.113.10 port 22: Connection timed out"));
        transport.Then(ScriptedSession.Agent(_ => [new StatusReply(Status(generation: 3))]));

        var result = await Sample.RunAsync(transport, Apply(transport, clock));

        result.Verdict.ShouldBe(HostVerdict.RolledBack);
        result.Generation.ShouldBe(3);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2104");
        ExitCode.Of([result.Verdict, HostVerdict.Failed], differencesCount: false).ShouldBe(4);
    }

    [Fact]
    public async Task Run_HostIsNeverReachedAgain_SaysThatItUndoesTheChangeByItself()
    {
        var clock = new PassingClock();
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]));
        for (var attempt = 0; attempt < 100; attempt++)
            transport.Then(ScriptedSession.Ends(255, "ssh: connect to host 203.0.113.10 port 22: Connection timed out"));

        var result = await Sample.RunAsync(transport, Apply(transport, clock));

        (result.Verdict, result.State).ShouldBe((HostVerdict.Unknown, HostState.Unknown));
        result.Problems.Select(p => p.Code).ShouldBe(["PM2001", "PM2105"]);
        result.Changes.ShouldHaveSingleItem();
        transport.Started.Count.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task Run_HostHasUndoneBeforeWeConfirm_IsRolledBack()
    {
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]))
            .Then(ScriptedSession.Agent(_ => [new FailedReply([new HostProblem("PM3008", "nothing waits", "look")], true, HostState.Unchanged, 3, [])]))
            .Then(ScriptedSession.Agent(_ => [new StatusReply(Status(generation: 3) with { State = HostState.Broken })]))
            .Then(ScriptedSession.Agent(_ => [new StatusReply(Status(generation: 3) with { State = HostState.RolledBack })]));

        var result = await Sample.RunAsync(transport, Apply(transport, new PassingClock()));

        result.Verdict.ShouldBe(HostVerdict.RolledBack);
        result.State.ShouldBe(HostState.RolledBack);
        result.Problems.ShouldHaveSingleItem().Message.ShouldContain("nothing waits");
    }

    [Fact]
    public async Task Run_AnswerToTheConfirmationIsLost_FindsOutThatItArrived()
    {
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new AppliedReply([Sample.Change], 7, "hash", "nonce", [])]))
            .Then(ScriptedSession.Ends(255, "client_loop: send disconnect: Broken pipe"))
            .Then(ScriptedSession.Agent(_ => [new FailedReply([new HostProblem("PM3008", "nothing waits", "look")], true, HostState.Unchanged, 7, [])]))
            .Then(ScriptedSession.Agent(_ => [new StatusReply(Status(generation: 7))]));

        var result = await Sample.RunAsync(transport, Apply(transport, new PassingClock()));

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.Problems.ShouldBeEmpty();
    }

    [Theory]
    // The generation that the host is at, and the one that it undid: ours is -1, and what puts right what somebody changed has the generation of the host.
    [InlineData(3, -1, HostVerdict.RolledBack, HostState.RolledBack)]
    [InlineData(3, 3, HostVerdict.RolledBack, HostState.RolledBack)]
    [InlineData(3, 2, HostVerdict.Failed, HostState.Unchanged)]
    [InlineData(3, null, HostVerdict.Failed, HostState.Unchanged)]
    [InlineData(-1, null, HostVerdict.Applied, HostState.InOrder)]
    public async Task Run_ConnectionLostInTheMiddle_FindsOutWhatBecameOfTheChange(int at, int? undone, HostVerdict verdict, HostState state)
    {
        var clock = new PassingClock();
        var ours = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var status = Status(at < 0 ? ours : at);
        if (undone is { } generation)
            status = status with { State = HostState.RolledBack, Undone = new UndoneChange(generation < 0 ? ours : generation, clock.GetUtcNow(), "unconfirmed") };
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.AgentLostAfter(new ProgressReply("apply", "nftables:inet proxymanager", 1, 2)))
            .Then(ScriptedSession.Agent(_ => [new StatusReply(status)]));

        var result = await Sample.RunAsync(transport, Apply(transport, clock));

        result.Verdict.ShouldBe(verdict);
        result.State.ShouldBe(state);
        result.Generation.ShouldBe(status.Generation);
    }

    [Fact]
    public async Task Run_ConnectionLostBeforeTheFirstWord_IsUnknownAtOnce()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Ends(255, "ssh: connect to host 203.0.113.10 port 22: No route to host"));

        var result = await Sample.RunAsync(transport, Apply(transport));

        result.Verdict.ShouldBe(HostVerdict.Unknown);
        transport.Started.Count.ShouldBe(1);
    }

    public void Dispose() => _key.Dispose();

    private ApplyOperation Apply(ScriptedTransport transport, TimeProvider? clock = null) => new(
        Sample.Bundles(Sample.Gateway()),
        Sample.Connector(transport),
        _key,
        new ApplyOptions { ConfirmTimeout = TimeSpan.FromSeconds(5) },
        clock ?? TimeProvider.System);

    private static HostStatus Status(long generation) => new(
        "acme", "gw1", HostState.InOrder, generation, "", "0.1.0", null, 0, 0, [], null, [], null, 0, 0);
}
