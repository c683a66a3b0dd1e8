using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Serve;

public sealed class RequestHandlerTests : IDisposable
{
    private readonly TestHost _host = new();

    public RequestHandlerTests() => _host.Prepare();

    [Fact]
    public void Apply_AndConfirm_LeavesALineForEachInTheLog()
    {
        var applied = Apply(5, ("a", "1")).ShouldBeOfType<AppliedReply>();
        _host.Handler().Answer(new ConfirmRequest(5, applied.BundleHash, applied.Nonce!)).ShouldBeOfType<ConfirmedReply>();

        _host.Log.ShouldBe(
        [
            "Information: changed sysctl a: ~  → 1",
            "Information: applied generation 5; it is undone unless it is confirmed",
            "Information: generation 5 is confirmed and in force",
        ]);
    }

    [Fact]
    public void Apply_HostHasAnInventoryThatTheControllerHasNotSeen_ChangesNothingAndNamesIt()
    {
        var stamp = new InventoryStamp("aa", "commit", Clean: true);
        _host.Apply(TestHost.Bundle(5, ("a", "1")) with { Inventory = stamp });
        var request = _host.Request(TestHost.Bundle(6, ("a", "2")));

        _host.Handler().Answer(request with { Seen = ["bb"] }).ShouldBe(new StaleReply(stamp, 5));
        _host.Provider.Values["a"].ShouldBe("1");
        _host.Handler().Answer(request with { Seen = ["bb", "aa"] }).ShouldBeOfType<AppliedReply>();
    }

    [Fact]
    public void Plan_Drift_LeavesNothingInTheLog()
    {
        InForce(5, ("a", "1"));
        _host.Provider.Values["a"] = "x";

        _host.Handler().Answer(new DriftRequest()).ShouldBeOfType<PlanReply>().Changes.ShouldHaveSingleItem().Drift.ShouldBeTrue();
        _host.Log.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_FaultOfAProvider_IsUndoneAndSaidToBeTheAgents()
    {
        InForce(5, ("a", "1"));
        _host.Provider.Broken = "b";
        _host.Provider.Failure = new ArgumentNullException("key");

        var failed = Apply(6, ("a", "2"), ("b", "2")).ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.RolledBack);
        failed.Generation.ShouldBe(5);
        failed.Problems[0].Message.ShouldContain("a fault of the agent itself (ArgumentNullException)");
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Log.ShouldContain("Warning: rolled back to generation 5");
    }

    [Fact]
    public void Apply_FaultBeforeTheFirstChange_TellsThatNothingWasChanged()
    {
        _host.Provider.InspectFailure = new KeyNotFoundException("no such key");

        var failed = Apply(5, ("a", "1")).ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.Unchanged);
        failed.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3203");
    }

    [Fact]
    public void Apply_OlderGeneration_IsSuperseded()
    {
        InForce(5, ("a", "1"));

        Apply(4, ("a", "2")).ShouldBe(new SupersededReply(5));
        Apply(5, ("a", "2")).ShouldBe(new SupersededReply(5));
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Apply_GenerationThatTheHostWentBackFrom_IsSuperseded()
    {
        InForce(5, ("a", "1"));
        InForce(6, ("a", "2"));
        InForce(7, ("a", "3"));
        new UndoCommand(_host.Agent(), TextWriter.Null).Run(5).ShouldBe(0);
        _host.Provider.Values["a"].ShouldBe("1");

        Apply(6, ("a", "2")).ShouldBe(new SupersededReply(7));
        Apply(7, ("a", "3")).ShouldBe(new SupersededReply(7));
        Apply(8, ("a", "3")).ShouldBeOfType<AppliedReply>();
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "PM3004")]
    public void Apply_GenerationAheadOfASynchronisedClock_IsRefusedAboveTenMinutes(int minutes, string? code)
    {
        _host.Files.WriteText("/run/systemd/timesync/synchronized", "");
        var generation = _host.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeMilliseconds();

        var reply = Apply(generation, ("a", "1"));

        (reply as FailedReply)?.Problems[0].Code.ShouldBe(code);
        (reply is FailedReply { Refused: true }).ShouldBe(code is not null);
    }

    [Fact]
    public void Apply_CurrentGenerationPlusOneFarAhead_IsAccepted()
    {
        InForce(_host.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(), ("a", "1"));
        _host.Files.WriteText("/run/systemd/timesync/synchronized", "");

        Apply(_host.Context().Generations.CurrentNumber + 1, ("a", "2")).ShouldBeOfType<AppliedReply>();
        Undo();
        Apply(_host.Context().Generations.CurrentNumber + 2, ("a", "2")).ShouldBeOfType<FailedReply>().Problems[0].Code.ShouldBe("PM3004");
    }

    [Fact]
    public void Apply_BundleForAnotherHost_IsRefused()
    {
        var request = _host.Request(TestHost.Bundle(5, ("a", "1")) with { HostId = "ffffffffffffffffffffffffffffffff" });

        var failed = _host.Handler().Answer(request).ShouldBeOfType<FailedReply>();

        failed.Problems[0].Code.ShouldBe("PM3003");
        failed.Refused.ShouldBeTrue();
        _host.Provider.Values.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_SignedByAnotherKey_IsRefused()
    {
        using var other = SigningKey.Create();

        _host.Handler().Answer(_host.Request(TestHost.Bundle(5, ("a", "1")), other))
            .ShouldBeOfType<FailedReply>().Problems[0].Code.ShouldBe("PM3002");
    }

    [Fact]
    public void Apply_WhileAnotherWaits_IsRefusedAndNothingIsUndone()
    {
        Apply(5, ("a", "1"));

        var failed = Apply(6, ("a", "2")).ShouldBeOfType<FailedReply>();

        failed.Problems[0].Code.ShouldBe("PM3006");
        failed.State.ShouldBe(HostState.AwaitingConfirmation);
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void PrepareAndRetire_WhileAChangeWaits_AreRefused()
    {
        Apply(5, ("a", "1"));

        foreach (var request in (Request[])[new PrepareRequest("acme", "ams1", [], [], HostPaths.WireGuardKey, null), new RetireRequest(false)])
            _host.Handler().Answer(request).ShouldBeOfType<FailedReply>().Problems[0].Code.ShouldBe("PM3006");
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Confirm_AgainAfterItWasCutOffOnceDecided_Completes()
    {
        var applied = (AppliedReply)Apply(5, ("a", "1"));
        var confirm = new ConfirmRequest(5, applied.BundleHash, applied.Nonce!);
        // "commit" is said before the decision is written, "commit generation" after it.
        Should.Throw<PowerCut.PowerCutException>(() => _host.Handler(new PowerCut(2)).Answer(confirm));
        _host.Context().Journal.Read()!.Committed.ShouldBeTrue();

        _host.Handler().Answer(confirm).ShouldBe(new ConfirmedReply(5));

        _host.Context().Generations.CurrentNumber.ShouldBe(5);
        _host.Context().Journal.Read().ShouldBeNull();
    }

    [Fact]
    public void Status_AfterEachOutcome_TellsIt()
    {
        State().ShouldBe(HostState.New);
        var applied = (AppliedReply)Apply(5, ("a", "1"));
        State().ShouldBe(HostState.AwaitingConfirmation);
        _host.Handler().Answer(new ConfirmRequest(5, applied.BundleHash, applied.Nonce!));
        State().ShouldBe(HostState.InOrder);
        _host.Provider.Broken = "a";
        Apply(6, ("a", "2"));
        State().ShouldBe(HostState.RolledBack);
    }

    /// <summary>What a run under way has not ended yet is no sign that it failed.</summary>
    [Fact]
    public void Status_InTheMiddleOfARun_SaysThatItIsChanging()
    {
        Apply(5, ("a", "1"));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        using (RunLock.Take(_host.Files, "another run", _host.Clock, TimeSpan.Zero))
            State().ShouldBe(HostState.Changing);

        State().ShouldBe(HostState.Broken);
    }

    [Fact]
    public void Generation_Asked_IsHandedOutAsItWasReceived()
    {
        InForce(5, ("a", "1"));
        InForce(6, ("a", "2"));

        var previous = _host.Handler().Answer(new GenerationRequest(null)).ShouldBeOfType<GenerationReply>();

        previous.Available.ShouldBe([5L, 6L]);
        Envelope.Read(System.Text.Encoding.UTF8.GetBytes(previous.Envelope)).Generation.ShouldBe(5);
        _host.Handler().Answer(new GenerationRequest(4)).ShouldBeOfType<FailedReply>().Problems[0].Code.ShouldBe("PM3007");
    }

    public void Dispose() => _host.Dispose();

    private Reply Apply(long generation, params (string Key, string Value)[] values) =>
        _host.Handler().Answer(_host.Request(TestHost.Bundle(generation, values)));

    private void InForce(long generation, params (string Key, string Value)[] values) => _host.Apply(TestHost.Bundle(generation, values));

    private void Undo() => new Undo(_host.Context()).Run(_host.Context().Journal.Read()!, "a test").ShouldBeEmpty();

    private HostState State() => _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.State;
}
