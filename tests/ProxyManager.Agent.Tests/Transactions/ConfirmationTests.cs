using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A change that another run confirms than the one that made it, and what is told when nobody did.</summary>
public sealed class ConfirmationTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestHost _host = new();

    public ConfirmationTests() => _host.Prepare();

    [Fact]
    public void Pending_ChangeWaits_HandsOutWhatConfirmsIt()
    {
        Apply(5, "1");

        var pending = Ask(new PendingRequest()).ShouldBeOfType<PendingReply>();

        pending.Generation.ShouldBe(0);
        Ask(pending.Confirmation!).ShouldBe(new ConfirmedReply(5));
        Ask(new PendingRequest()).ShouldBe(new PendingReply(null, 5));
    }

    /// <summary>The clock of this host stands still: the second apply waits until the first is confirmed.</summary>
    [Fact]
    public async Task Apply_WhileAnotherWaitsForItsConfirmation_WaitsForThatAndGoesOn()
    {
        Apply(5, "1");
        var second = Task.Run(() => _host.Handler(confirmationWait: RunLock.UsualWait).Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        second.IsCompleted.ShouldBeFalse();

        Ask(Ask(new PendingRequest()).ShouldBeOfType<PendingReply>().Confirmation!).ShouldBe(new ConfirmedReply(5));

        (await second.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeOfType<AppliedReply>().Generation.ShouldBe(6);
        _host.Provider.Values["a"].ShouldBe("2");
    }

    [Fact]
    public async Task Apply_NobodyConfirmsTheOther_IsRefusedOnceTheWaitIsOver()
    {
        Apply(5, "1");
        var second = Task.Run(() => _host.Handler(confirmationWait: RunLock.UsualWait).Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        second.IsCompleted.ShouldBeFalse();

        _host.Clock.Advance(RunLock.UsualWait);

        (await second.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3006");
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Confirm_OverTheConnectionOfTheChange_IsRefused()
    {
        var request = _host.Request(TestHost.Bundle(5, ("a", "1")));
        Ask(request, "192.0.2.1 50000 203.0.113.10 22").ShouldBeOfType<AppliedReply>();
        var confirmation = Ask(new PendingRequest()).ShouldBeOfType<PendingReply>().Confirmation!;

        Ask(confirmation, "192.0.2.1 50000 203.0.113.10 22").ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3008");
        Ask(confirmation, "192.0.2.1 50001 203.0.113.10 22").ShouldBeOfType<ConfirmedReply>();
    }

    [Fact]
    public void Status_ChangeWaits_TellsUntilWhenAndFromWhere()
    {
        Ask(_host.Request(TestHost.Bundle(5, ("a", "1"))), "192.0.2.1 50000 203.0.113.10 22");

        var status = Status();

        status.State.ShouldBe(HostState.AwaitingConfirmation);
        status.Pending.ShouldBe(new PendingChange(5, _host.Clock.GetUtcNow() + Minute, "192.0.2.1 port 50000"));
    }

    [Fact]
    public void Pending_TimeIsOver_UndoesAtOnceAndSaysWhatIsInForce()
    {
        Confirmed(5, "1");
        Apply(6, "2");
        _host.Clock.Advance(Minute);

        var failed = Ask(new PendingRequest()).ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.RolledBack);
        failed.Refused.ShouldBeFalse();
        failed.Generation.ShouldBe(5);
        failed.Problems.ShouldHaveSingleItem().Message.ShouldContain("too late: the change was rolled back at 2026-01-01T00:01:00Z (no new connection confirmed it within 60 s)");
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Pending_LongAfterTheUndo_LeavesWhatTheHostSaysOfItself()
    {
        Confirmed(5, "1");
        Apply(6, "2");
        _host.Clock.Advance(Minute);
        using var output = new StringWriter();
        _host.Provider.Values["a"] = "theirs";
        _host.Provider.Broken = "a";
        new ReconcileCommand(_host.Agent(), output).Run(repair: true);
        _host.Provider.Values["a"] = "theirs";
        new ReconcileCommand(_host.Agent(), output).Run(repair: true).ShouldBe(ExitCodes.Failed);
        var problems = Status().Problems;
        problems.ShouldNotBeEmpty();

        Ask(new PendingRequest()).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3019");

        Status().Problems.ShouldBe(problems);
    }

    [Fact]
    public void Apply_StatusCannotBeWritten_StillHandsOutWhatConfirmsItAndWarns()
    {
        _host.Files.CreateDirectory($"/run/proxymanager/.status.json.{Environment.ProcessId}.pm-new", UnixFileMode.UserRead);

        var applied = Apply(5, "1");

        applied.Nonce.ShouldNotBeNull();
        applied.Warnings.ShouldHaveSingleItem().ShouldContain("could not be written");
        _host.Log.ShouldContain(l => l.StartsWith("Warning: the status"));
        Ask(new ConfirmRequest(5, applied.BundleHash, applied.Nonce)).ShouldBeOfType<ConfirmedReply>();
    }

    [Fact]
    public void Status_AfterAnUndo_TellsItUntilAnotherChangeIsInForce()
    {
        Confirmed(5, "1");
        Apply(6, "2");
        _host.Clock.Advance(Minute);
        using var output = new StringWriter();
        new ReconcileCommand(_host.Agent(), output).Run(repair: true);
        new CheckCommand(_host.Agent(), output).Run();

        Status().ShouldSatisfyAllConditions(
            s => s.State.ShouldBe(HostState.RolledBack),
            s => s.Undone.ShouldBe(new UndoneChange(6, _host.Clock.GetUtcNow(), "no new connection confirmed it within 60 s")));
        Apply(7, "3").Warnings.ShouldHaveSingleItem().ShouldContain("rolled back at 2026-01-01T00:01:00Z");
        Ask(Ask(new PendingRequest()).ShouldBeOfType<PendingReply>().Confirmation!);

        Status().ShouldSatisfyAllConditions(s => s.State.ShouldBe(HostState.InOrder), s => s.Undone.ShouldBeNull());
    }

    [Fact]
    public void Status_InventoryIsBackToWhatIsInForce_ForgetsTheUndoneChange()
    {
        Confirmed(5, "1");
        Apply(6, "2");
        _host.Clock.Advance(Minute);
        Ask(new PendingRequest());

        Apply(7, "1").Nonce.ShouldBeNull();

        Status().State.ShouldBe(HostState.InOrder);
    }

    [Fact]
    public void Undone_StepFailed_HasItsReason()
    {
        Confirmed(5, "1");
        _host.Provider.Broken = "b";
        Ask(_host.Request(TestHost.Bundle(6, ("a", "2"), ("b", "1"))));

        Status().Undone!.Reason.ShouldBe("the disk is full");
    }

    public void Dispose() => _host.Dispose();

    private void Confirmed(long generation, string value)
    {
        var applied = Apply(generation, value);
        Ask(new ConfirmRequest(applied.Generation, applied.BundleHash, applied.Nonce!)).ShouldBeOfType<ConfirmedReply>();
    }

    private AppliedReply Apply(long generation, string value) =>
        Ask(_host.Request(TestHost.Bundle(generation, ("a", value)))).ShouldBeOfType<AppliedReply>();

    private HostStatus Status() => Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;

    private Reply Ask(Request request, string? connection = null) => _host.Handler(connection: connection).Answer(request);
}
