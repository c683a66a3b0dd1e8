using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

public sealed class TransactionTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestHost _host = new();

    [Fact]
    public void Apply_NewBundle_ChangesTheHostAndAwaitsConfirmation()
    {
        var reply = _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")), Minute).ShouldBeOfType<AppliedReply>();

        reply.Nonce.ShouldNotBeNull();
        reply.Changes.Count.ShouldBe(2);
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        _host.Armed.Count.ShouldBe(1);
        _host.Context().Generations.CurrentNumber.ShouldBe(0);
    }

    [Fact]
    public void Confirm_RightNonce_KeepsTheGenerationAndDisarms()
    {
        var applied = (AppliedReply)_host.Apply(TestHost.Bundle(5, ("a", "1")), Minute);

        new Confirmation(_host.Context()).Run(new ConfirmRequest(5, applied.BundleHash, applied.Nonce!)).Generation.ShouldBe(5);

        _host.Context().Generations.CurrentNumber.ShouldBe(5);
        _host.Context().Generations.Current!.BundleHash().ShouldBe(applied.BundleHash);
        _host.Armed.ShouldBeEmpty();
        _host.Context().Journal.Read().ShouldBeNull();
    }

    [Theory]
    [InlineData(6, null, null)]
    [InlineData(5, "00", null)]
    [InlineData(5, null, "00")]
    public void Confirm_AnythingElse_IsRefusedAndStaysPending(long generation, string? hash, string? nonce)
    {
        var applied = (AppliedReply)_host.Apply(TestHost.Bundle(5, ("a", "1")), Minute);

        Should.Throw<ProblemException>(() => new Confirmation(_host.Context())
            .Run(new ConfirmRequest(generation, hash ?? applied.BundleHash, nonce ?? applied.Nonce!))).Problem.Code.ShouldBe("PM3008");

        new Recovery(_host.Context()).Run().State.ShouldBe(HostState.AwaitingConfirmation);
    }

    [Fact]
    public void Recovery_AfterTheDeadline_UndoesEverything()
    {
        _host.Provider.Values["a"] = "0";
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")), Minute);
        _host.Clock.Advance(Minute);

        new Recovery(_host.Context()).Run().State.ShouldBe(HostState.RolledBack);

        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "0" });
        _host.Context().Generations.CurrentNumber.ShouldBe(0);
        _host.Armed.ShouldBeEmpty();
    }

    /// <summary>Flows that only the undone change let in do not outlive it; those of what was there before go on.</summary>
    [Fact]
    public void Recovery_AfterTheDeadline_SettlesTheFlowsOfWhatIsUndone()
    {
        using var host = WithOldState();
        host.Apply(NewBundle, Minute);
        host.Clock.Advance(Minute);
        host.Provider.Settled.Clear();

        new Recovery(host.Context()).Run().State.ShouldBe(HostState.RolledBack);

        host.Provider.Settled.ShouldBe(["a: 9 → 1", "c: 3 → "]);
    }

    [Fact]
    public void Recovery_AfterAReboot_UndoesWhatWasNotConfirmed()
    {
        _host.Files.WriteText("/run/proxymanager/boot", "one\n");
        _host.Apply(TestHost.Bundle(5, ("a", "1")), Minute);
        _host.Files.WriteText("/run/proxymanager/boot", "two\n");

        new Recovery(_host.Context()).Run().State.ShouldBe(HostState.RolledBack);

        _host.Provider.Values.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_EqualContentUnderAHigherGeneration_IsNoNewGeneration()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1")));

        var reply = _host.Apply(TestHost.Bundle(9, ("a", "1")), Minute).ShouldBeOfType<AppliedReply>();

        reply.ShouldSatisfyAllConditions(
            r => r.Generation.ShouldBe(5), r => r.Nonce.ShouldBeNull(), r => r.Changes.ShouldBeEmpty());
        _host.Context().Generations.Available.ShouldBe([5L]);
    }

    [Fact]
    public void Apply_DriftUnderEqualContent_IsPutRightAndNamedDrift()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
        _host.Provider.Values["a"] = "x";

        var reply = _host.Apply(TestHost.Bundle(9, ("a", "1")), Minute).ShouldBeOfType<AppliedReply>();

        reply.Changes.ShouldHaveSingleItem().Drift.ShouldBeTrue();
        reply.Generation.ShouldBe(5);
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Apply_ResourceLeavesTheBundle_GoesBackToItsOrigin()
    {
        _host.Provider.Values["a"] = "before us";
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));
        _host.Apply(TestHost.Bundle(6, ("a", "3"), ("b", "2")));

        var reply = _host.Apply(TestHost.Bundle(7)).ShouldBeOfType<AppliedReply>();

        reply.Changes.Select(c => (c.Name, c.Action)).ShouldBe([("b", ChangeAction.Remove), ("a", ChangeAction.Remove)]);
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "before us" });
    }

    [Fact]
    public void Apply_StepFails_UndoesWhatWasDone()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
        _host.Provider.Broken = "b";

        var reply = _host.Apply(TestHost.Bundle(6, ("a", "2"), ("b", "2")), Minute).ShouldBeOfType<FailedReply>();

        reply.State.ShouldBe(HostState.RolledBack);
        reply.Generation.ShouldBe(5);
        reply.Problems.ShouldHaveSingleItem().Message.ShouldContain("the disk is full");
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Context().Journal.Read().ShouldBeNull();
        _host.Armed.ShouldBeEmpty();
    }

    [Fact]
    public void Apply_StepFailsAndSoDoesUndoing_IsBrokenUntilTheNextRunUndoesTheRest()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "1")));
        (_host.Provider.Broken, _host.Provider.Stuck) = ("c", "a");

        var reply = _host.Apply(TestHost.Bundle(6, ("a", "2"), ("b", "2"), ("c", "2")), Minute).ShouldBeOfType<FailedReply>();

        reply.State.ShouldBe(HostState.Broken);
        reply.Problems.Select(p => p.Code).ShouldBe(["PM3201", "PM3202"]);
        reply.Problems[1].Message.ShouldStartWith("sysctl:a could not be brought back to what it was");
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" });

        _host.Provider.Stuck = null;
        new Recovery(_host.Context()).Run().State.ShouldBe(HostState.RolledBack);
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" });
    }

    [Fact]
    public void Apply_DecidedForAndNotRecorded_StaysChangedAndTheNextRunCompletesIt()
    {
        // A file where the directory would be.
        _host.Files.WriteText(StatePaths.Generations, "");

        var reply = _host.Apply(TestHost.Bundle(5, ("a", "1"))).ShouldBeOfType<FailedReply>();

        reply.State.ShouldBe(HostState.InOrder);
        reply.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3017");
        _host.Provider.Values["a"].ShouldBe("1");
        _host.Files.Delete(StatePaths.Generations);
        new Recovery(_host.Context()).Run().State.ShouldBe(HostState.InOrder);
        _host.Context().Generations.CurrentNumber.ShouldBe(5);
        _host.Context().Journal.Read().ShouldBeNull();
    }

    [Fact]
    public void Apply_HostChangedSinceThePlan_IsRefused()
    {
        var bundle = TestHost.Bundle(5, ("a", "1"));
        var context = _host.Context();
        var observed = Comparison.Of(bundle, [], context.Providers, context.Run).ObservedHash(0);
        _host.Provider.Values["a"] = "changed";

        Should.Throw<ProblemException>(() => _host.Apply(bundle, Minute, observed: observed)).Problem.Code.ShouldBe("PM3015");

        _host.Provider.Values["a"].ShouldBe("changed");
    }

    [Fact]
    public void MakeCurrent_ManyGenerations_KeepsTheLastTen()
    {
        for (var generation = 1; generation <= 12; generation++)
            _host.Apply(TestHost.Bundle(generation, ("a", $"{generation}")));

        _host.Context().Generations.Available.ShouldBe(Enumerable.Range(3, 10).Select(g => (long)g));
        _host.Context().Generations.CurrentNumber.ShouldBe(12);
    }

    /// <summary>A host that went back has the oldest in force that it keeps, and the next change makes one too many: what it let in is still known then.</summary>
    [Fact]
    public void Apply_AfterGoingBackToTheOldestKept_SettlesTheFlowsOfWhatWasInForce()
    {
        for (var generation = 1; generation <= 10; generation++)
            _host.Apply(TestHost.Bundle(generation, ("a", $"{generation}")));
        new UndoCommand(_host.Agent(), TextWriter.Null).Run(generation: 1).ShouldBe(ExitCodes.InOrder);
        _host.Provider.Settled.Clear();

        var applied = (AppliedReply)_host.Apply(TestHost.Bundle(11, ("a", "11")), Minute);
        new Confirmation(_host.Context()).Run(new ConfirmRequest(11, applied.BundleHash, applied.Nonce!));

        _host.Provider.Settled.ShouldBe(["a: 1 → 11"]);
        _host.Context().Generations.Available.ShouldBe(Enumerable.Range(2, 10).Select(g => (long)g));
    }

    [Fact]
    public void Apply_PowerCutBeforeAnyStep_LeavesTheWholeOldOrTheWholeNew()
    {
        var steps = StepsOfAFullRun();
        steps.ShouldBeGreaterThan(10);
        for (var cut = 1; cut <= steps; cut++)
        {
            using var host = WithOldState();
            Should.Throw<PowerCut.PowerCutException>(() => FullRun(host, new PowerCut(cut)));

            host.Clock.Advance(Minute);
            new Recovery(host.Context()).Run();

            var isNew = host.Context().Generations.CurrentNumber == 6;
            host.Provider.Values.ShouldBe(isNew ? NewState : OldState, $"cut before step {cut}");
            host.Context().Journal.Read().ShouldBeNull();
            host.Context().Origins.Read().Keys.Order().ShouldBe(isNew ? ["sysctl:a", "sysctl:c"] : ["sysctl:a", "sysctl:b"]);
        }
    }

    [Fact]
    public void Recovery_PowerCutWhileUndoing_GoesOnUndoing()
    {
        for (var cut = 1; cut <= 5; cut++)
        {
            using var host = WithOldState();
            host.Apply(NewBundle, Minute);
            host.Clock.Advance(Minute);
            try
            {
                new Recovery(host.Context(new PowerCut(cut))).Run();
            }
            catch (PowerCut.PowerCutException)
            {
                new Recovery(host.Context()).Run();
            }

            host.Provider.Values.ShouldBe(OldState, $"cut before step {cut}");
            host.Context().Journal.Read().ShouldBeNull();
        }
    }

    [Fact]
    public void Journal_TornLastLine_IsIgnored()
    {
        _host.Apply(TestHost.Bundle(5, ("a", "1")), Minute);
        File.AppendAllText(_host.Files.Resolve("/var/lib/proxymanager/journal"), "{\"record\":\"com");

        _host.Context().Journal.Read()!.Committed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"record\":\"touch\"")]
    [InlineData("\"record\":\"await\"")]
    public void Recovery_DamagedLineOfTheJournal_StillLeadsToTheOldState(string damaged)
    {
        using var host = WithOldState();
        host.Apply(NewBundle, Minute);
        var path = host.Files.Resolve("/var/lib/proxymanager/journal");
        File.WriteAllText(path, File.ReadAllText(path).Replace(damaged, "\0\0\0", StringComparison.Ordinal));
        host.Clock.Advance(Minute);

        new Recovery(host.Context()).Run().State.ShouldBe(HostState.RolledBack);

        host.Provider.Values.ShouldBe(OldState);
        host.Context().Journal.Read().ShouldBeNull();
    }

    /// <summary>What the disk makes of a letter may still be JSON, of no kind that is known or with something missing.</summary>
    [Theory]
    [InlineData("\"record\"")]
    [InlineData("\"captures\"")]
    [InlineData("\"nonce\"")]
    [InlineData("\"ids\"")]
    public void Recovery_DamagedNameInTheJournal_StillLeadsToAWholeState(string damaged)
    {
        using var host = WithOldState();
        host.Apply(NewBundle, Minute);
        var path = host.Files.Resolve("/var/lib/proxymanager/journal");
        var text = File.ReadAllText(path);
        text.ShouldContain(damaged);
        File.WriteAllText(path, text.Replace(damaged, damaged.Replace(damaged[1], 'Z'), StringComparison.Ordinal));
        host.Clock.Advance(Minute);

        new Recovery(host.Context()).Run();

        host.Context().Journal.Read().ShouldBeNull();
    }

    [Fact]
    public void MakeCurrent_AnEarlierRunWasKilledWhileItWrote_LeavesNothingBehind()
    {
        _host.Files.WriteText("/var/lib/proxymanager/generations/.4.json.pm-new", "half");

        _host.Apply(TestHost.Bundle(5, ("a", "1")));

        _host.Files.List("/var/lib/proxymanager/generations").ShouldBe(["5.json"]);
    }

    public void Dispose() => _host.Dispose();

    private static Dictionary<string, string> OldState => new() { ["a"] = "1", ["b"] = "2" };

    private static Dictionary<string, string> NewState => new() { ["a"] = "9", ["c"] = "3" };

    private static Bundle NewBundle => TestHost.Bundle(6, ("a", "9"), ("c", "3"));

    private static TestHost WithOldState()
    {
        var host = new TestHost();
        host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));
        return host;
    }

    private static void FullRun(TestHost host, PowerCut progress)
    {
        var applied = (AppliedReply)host.Apply(NewBundle, Minute, progress);
        new Confirmation(host.Context(progress)).Run(new ConfirmRequest(6, applied.BundleHash, applied.Nonce!));
    }

    private static int StepsOfAFullRun()
    {
        using var host = WithOldState();
        var progress = new PowerCut(null);
        FullRun(host, progress);
        return progress.Steps;
    }
}
