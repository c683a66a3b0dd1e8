using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Pauses;

public sealed class PauseTests : IDisposable
{
    private static readonly TimeSpan TwoHours = TimeSpan.FromHours(2);

    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();

    public PauseTests()
    {
        _host.Prepare();
        ((AppliedReply)Ask(_host.Request(TestHost.Bundle(5, ("a", "1"))))).ShouldSatisfyAllConditions(
            a => Ask(new ConfirmRequest(5, a.BundleHash, a.Nonce!)).ShouldBeOfType<ConfirmedReply>());
    }

    [Fact]
    public void Apply_WhilePaused_IsRefusedWithReasonAndEnd()
    {
        Pause();

        var failed = Ask(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<FailedReply>();

        failed.Refused.ShouldBeTrue();
        var problem = failed.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3018");
        problem.Message.ShouldContain("2026-01-01T02:00:00Z");
        problem.Message.ShouldContain("ana of desk");
        problem.Message.ShouldContain("moving the NAS");
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Plan_WhilePaused_GoesOnAndWarns()
    {
        Pause();

        Ask(new PlanRequest(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<PlanReply>()
            .Warnings.ShouldHaveSingleItem().ShouldContain("paused until 2026-01-01T02:00:00Z");
    }

    [Fact]
    public void Apply_PauseIsOver_GoesThrough()
    {
        Pause();
        _host.Clock.Advance(TwoHours);

        Ask(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();
    }

    [Fact]
    public void Resume_EndsIt_AndTellsWhich()
    {
        Pause();

        Ask(new ResumeRequest()).ShouldBeOfType<ResumedReply>().Ended!.Why.ShouldBe("moving the NAS");
        Ask(new ResumeRequest()).ShouldBe(new ResumedReply(null));

        Ask(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();
    }

    [Fact]
    public void Check_WhilePaused_ReportsDriftAndStartsNoRepair()
    {
        Pause();
        _host.Provider.Values["a"] = "by hand";

        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Differs);

        var status = Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;
        status.State.ShouldBe(HostState.Drifted);
        status.Drift.ShouldHaveSingleItem().Drift.ShouldBeTrue();
        status.Pause!.Why.ShouldBe("moving the NAS");
        _host.Provider.Values["a"].ShouldBe("by hand");
        _host.Started.ShouldBeEmpty();
    }

    [Fact]
    public void Check_UnconfirmedChangeWhilePaused_IsUndoneAndNothingElsePutRight()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "1"), ("b", "1")));
        _host.Apply(TestHost.Bundle(7, ("a", "1"), ("b", "2")), TimeSpan.FromMinutes(1));
        Pause();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        new CheckCommand(_host.Agent(), _output).Run();
        _host.Started.ShouldHaveSingleItem().ShouldBe("systemctl start --no-block pm-look.service");
        new ReconcileCommand(_host.Agent(), _output).Run(repair: false);
        _host.Provider.Values["b"].ShouldBe("1");

        _host.Provider.Values["a"] = "by hand";
        new ReconcileCommand(_host.Agent(), _output).Run(repair: false);
        _host.Provider.Values["a"].ShouldBe("by hand");
        Status().Drift.ShouldHaveSingleItem().Name.ShouldBe("a");
    }

    [Fact]
    public void Check_WhatABootTookAwayIsNotBackYet_IsTriedAgainUntilItIs()
    {
        Pause();
        Boot();
        _host.Provider.Broken = "a";
        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.Failed);

        Check().ShouldBe(["systemctl restart --no-block pm-agent.service"]);
        _host.Provider.Broken = null;
        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.InOrder);
        _host.Provider.Values["a"].ShouldBe("1");

        _host.Provider.Values["a"] = "by hand";
        Check().ShouldBeEmpty();
    }

    /// <summary>What somebody works on lies on the disk: a boot takes none of it away.</summary>
    [Fact]
    public void Reconcile_BootWhilePaused_LeavesAloneWhatItDidNotTakeAway()
    {
        _host.Provider.IsOfTheKernel = false;
        Pause();
        Boot();
        _host.Provider.Values["a"] = "by hand";

        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("by hand");
        Status().State.ShouldBe(HostState.Drifted);
        Status().Drift.ShouldHaveSingleItem().Name.ShouldBe("a");
        Check().ShouldBeEmpty();
    }

    [Fact]
    public void Check_PausedAfterARepairFailed_LeavesTheRestAlone()
    {
        _host.Provider.Values["a"] = "by hand";
        _host.Provider.Broken = "a";
        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.Failed);

        Pause();

        Check().ShouldBeEmpty();
    }

    [Fact]
    public void Check_CannotTellWhilePaused_AsksTheUnitThatCanAndReportsNoDrift()
    {
        Pause();
        _host.Provider.Values["a"] = "unknown";
        _host.Provider.IsBlind = true;

        Check().ShouldHaveSingleItem().ShouldBe("systemctl start --no-block pm-look.service");

        Status().State.ShouldBe(HostState.InOrder);
    }

    [Theory]
    [InlineData(0, "why")]
    [InlineData(31 * 86_400, "why")]
    [InlineData(long.MaxValue, "why")]
    [InlineData(60, " ")]
    [InlineData(60, "two\nlines")]
    // What would be read otherwise than it stands, as inventories refuse it.
    [InlineData(60, "moved by \u202Enaira")]
    [InlineData(60, "a mark \u200F")]
    [InlineData(60, "a line\u2028separator")]
    [InlineData(60, "half of a pair \uD800")]
    public void Pause_WithoutEndOrReason_IsRefused(long seconds, string why) =>
        Ask(new PauseRequest(seconds, why, "ana")).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3020");

    [Theory]
    [InlineData("{")]
    // A controller would not understand a status with it.
    [InlineData("""{"since":"2026-01-01T00:00:00+00:00","until":"2026-01-01T02:00:00+00:00","why":"moving the NAS","bz":"ana"}""")]
    public void Pause_DamagedFile_IsNoPause(string text)
    {
        Pause();
        _host.Files.WriteText("/var/lib/proxymanager/pause.json", text);

        Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.Pause.ShouldBeNull();

        Ask(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();
    }

    [Fact]
    public void PauseCommand_OnTheHost_PausesAndResumes()
    {
        new PauseCommand(_host.Agent(), _output).Pause("2h", "no reason was given").ShouldBe(ExitCodes.InOrder);
        Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.Pause!.By.ShouldBe("a person on the host");

        new PauseCommand(_host.Agent(), _output).Resume().ShouldBe(ExitCodes.InOrder);
        Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.Pause.ShouldBeNull();
    }

    /// <summary>A look that began before the pause may ask for a repair, which then waits for the lock.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pause_RepairHadBegun_WaitsForItsEnd(bool onTheHost)
    {
        _host.Provider.Values["a"] = "by hand";
        var steps = new Queue<string>(["Job=7\n\nJob=\n", "Job=\n\nJob=8\n"]);
        _host.Shown = () =>
        {
            if (steps.TryDequeue(out var shown))
                return shown;
            new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.InOrder);
            return "Job=\n\nJob=\n";
        };

        if (onTheHost)
            new PauseCommand(_host.Agent(), _output).Pause("2h", "why").ShouldBe(ExitCodes.InOrder);
        else
            Pause();

        _host.Provider.Values["a"].ShouldBe("1");
    }

    /// <summary>Else the timer would try again until it succeeds, as after a boot.</summary>
    [Fact]
    public void Pause_RepairThatHadBegunFails_LeavesTheRestAlone()
    {
        _host.Provider.Values["a"] = "by hand";
        _host.Provider.Broken = "a";
        _host.Shown = () =>
        {
            new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.Failed);
            return "Job=\n\nJob=\n";
        };

        Pause();

        Check().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Job=\n\nJob=8\n")]
    [InlineData(null)]
    public void Pause_NobodyCanTellThatTheRepairEnded_SaysSoAndIsOne(string? shown)
    {
        _host.Shown = () =>
        {
            _host.Clock.Advance(TimeSpan.FromSeconds(10));
            return shown;
        };

        Ask(new PauseRequest(60, "why", "ana")).ShouldBeOfType<PausedReply>().UnderWay.ShouldNotBeNull().Code.ShouldBe("PM3021");
        Should.Throw<ProblemException>(() => new PauseCommand(_host.Agent(), _output).Pause("1m", "why")).Problem.Code.ShouldBe("PM3021");

        Status().Pause!.Why.ShouldBe("why");
    }

    [Fact]
    public void PauseCommand_NoDuration_IsRefused() =>
        Should.Throw<ProblemException>(() => new PauseCommand(_host.Agent(), _output).Pause("soon", "why")).Problem.Code.ShouldBe("PM3020");

    public void Dispose()
    {
        _output.Dispose();
        _host.Dispose();
    }

    private void Pause() =>
        Ask(new PauseRequest((long)TwoHours.TotalSeconds, "moving the NAS", "ana of desk")).ShouldBeOfType<PausedReply>();

    /// <returns>What it starts.</returns>
    private IReadOnlyList<string> Check()
    {
        _host.Started.Clear();
        new CheckCommand(_host.Agent(), _output).Run();
        return [.. _host.Started];
    }

    private void Boot()
    {
        _host.Files.DeleteTree(HostPaths.Run);
        _host.Provider.Values.Clear();
    }

    private HostStatus Status() => Ask(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;

    private Reply Ask(Request request) => _host.Handler().Answer(request);
}
