using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class PauseOperationTests
{
    private static readonly HostPause Paused = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(2), "moving", "ana");

    [Fact]
    public async Task Run_HostIsLeftAlone_SaysUntilWhen()
    {
        var result = await RunAsync(new PausedReply(Paused));

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.Pause.ShouldBe(Paused);
        result.Problems.ShouldBeEmpty();
    }

    /// <summary>Whoever goes on by the exit code does not change a host that something else may still be changing; the pause is in force all the same.</summary>
    [Fact]
    public async Task Run_ARepairMayStillGoOn_FailsAndSaysThatTheHostIsPaused()
    {
        var result = await RunAsync(new PausedReply(Paused, new HostProblem("PM3021", "may go on", "look")));

        result.Verdict.ShouldBe(HostVerdict.Failed);
        result.State.ShouldBe(HostState.Changing);
        result.Pause.ShouldBe(Paused);
        result.Done.ShouldHaveSingleItem().ShouldStartWith("paused until 1970-01-01T02:00:00Z");
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3021");
    }

    private static Task<HostResult> RunAsync(Reply reply) => Sample.RunAsync(
        new ScriptedTransport().Then(ScriptedSession.Agent(_ => [reply])), new PauseOperation("acme", TimeSpan.FromHours(2), "moving"));
}
