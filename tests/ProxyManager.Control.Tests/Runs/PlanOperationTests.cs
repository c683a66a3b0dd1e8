using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class PlanOperationTests
{
    [Fact]
    public async Task Run_HostInOrder_IsOneConnection()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new PlanReply([], [], [], 5, "h")]));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        result.State.ShouldBe(HostState.InOrder);
        transport.Started.ShouldHaveSingleItem().Command.ShouldBe($"/usr/local/bin/pm-agent serve {AgentProtocol.Version} --connection \"$SSH_CONNECTION\"");
    }

    [Fact]
    public async Task Run_HostDiffers_CarriesChangesAndObservedHash()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new PlanReply([Sample.Change], [], ["w"], 5, "h")]));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.Differs);
        result.Changes.ShouldHaveSingleItem().Name.ShouldBe("/etc/example");
        result.ObservedHash.ShouldBe("h");
        result.Warnings.ShouldContain("w");
    }

    [Theory]
    [InlineData("h", HostVerdict.Differs)]
    [InlineData("i", HostVerdict.Refused)]
    public async Task Run_SavedPlan_ComparesWithItAndTellsWhoChangedSince(string observedNow, HostVerdict expected)
    {
        var planned = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new PlanReply([Sample.Change], [], [], 5, "h")]));
        var result = await Sample.RunAsync(planned, new PlanOperation(Sample.Bundles(Sample.Gateway())));
        var saved = SavedPlan.Of(Sample.Bundles(Sample.Gateway()), [result], TimeProvider.System);
        PlanRequest? asked = null;
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(request =>
        {
            asked = (PlanRequest)request;
            return [new PlanReply([Sample.Change], [], [], 5, observedNow)];
        }));
        var changed = Sample.Gateway() with { ListenPort = 51999 };

        var again = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(changed), saved));

        again.Verdict.ShouldBe(expected);
        again.Problems.Select(p => p.Code).ShouldBe(expected == HostVerdict.Refused ? ["PM3015"] : []);
        asked!.Bundle.ContentHash().ShouldBe(Sample.Bundles(Sample.Gateway()).Make(Sample.Gateway()).Bundle.ContentHash());
    }

    [Theory]
    [InlineData(255, "ssh: connect to host 203.0.113.10 port 22: Connection refused", "PM2001")]
    [InlineData(255, "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.", "PM2002")]
    [InlineData(255, "Host key verification failed.", "PM2014")]
    [InlineData(255, "root@203.0.113.10: Permission denied (publickey).", "PM2003")]
    [InlineData(1, "sudo: a password is required", "PM2005")]
    [InlineData(137, "Killed", "PM2008")]
    public async Task Run_NoAnswer_IsUnknownWithTheReason(int exitCode, string error, string code)
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Ends(exitCode, error));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.Unknown);
        result.Changes.ShouldBeEmpty();
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Run_HostLetsUsInAndSaysNothing_IsUnknown()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Silent());

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())), clock: new PassingClock());

        result.Verdict.ShouldBe(HostVerdict.Unknown);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2012");
    }

    [Fact]
    public async Task Run_ShellStartupPrintsBeforeTheAnswer_IsPassedOver()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new PlanReply([], [], [], 5, "h")], prints: "Welcome!"));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
    }

    [Theory]
    [InlineData("PM3101", HostVerdict.Refused)]
    [InlineData("PM3155", HostVerdict.Failed)]
    public async Task Run_HostCouldNotApply_IsRefusedOnlyByRule(string code, HostVerdict verdict)
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(
            _ => [new PlanReply([Sample.Change], [new HostProblem(code, "not so", "change it")], [], 5, "h")]));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task Run_StartUpFilesPrintForEver_IsUnknown()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.PrintsForEver(new string('x', 1000)));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2010");
    }

    [Fact]
    public async Task Run_NothingButWhatShellStartupPrints_SaysSo()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Prints("Welcome!"));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2010");
    }

    [Theory]
    [InlineData(127, "")]
    [InlineData(90, "")]
    [InlineData(1, "sudo: /usr/local/bin/pm-agent: command not found")]
    public async Task Run_AgentMissingOrOfAnotherVersion_BringsItAndAsksAgain(int exitCode, string error)
    {
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Ends(exitCode, error))
            .Then(ScriptedSession.Ends(0))
            .Then(ScriptedSession.Agent(_ => [new PlanReply([], [], [], 5, "h")]));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        transport.Started[1].Command.ShouldContain("sha256sum -c");
    }

    [Fact]
    public async Task Run_AgentIsNewer_IsRefusedUnlessItMayBeReplaced()
    {
        ScriptedTransport Newer() => new ScriptedTransport().Then(ScriptedSession.Ends(92, "pm-agent 9.0.0 speaks protocol 9"));

        var refused = await Sample.RunAsync(Newer(), new PlanOperation(Sample.Bundles(Sample.Gateway())));
        var replaced = await Sample.RunAsync(
            Newer().Then(ScriptedSession.Ends(0)).Then(ScriptedSession.Agent(_ => [new PlanReply([], [], [], 5, "h")])),
            new PlanOperation(Sample.Bundles(Sample.Gateway())),
            replaceNewer: true);

        refused.Verdict.ShouldBe(HostVerdict.Refused);
        refused.Problems.ShouldHaveSingleItem().Message.ShouldContain("speaks protocol 9");
        replaced.Verdict.ShouldBe(HostVerdict.InOrder);
    }

    [Theory]
    [InlineData(91, "PM2006")]
    [InlineData(1, "PM2007")]
    public async Task Run_AgentCannotBeInstalled_SaysWhy(int exitCode, string code)
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Ends(127)).Then(ScriptedSession.Ends(exitCode, "cat: write error: No space left on device"));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())));

        result.Verdict.ShouldBe(HostVerdict.Unknown);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Run_InterruptedBefore_DoesNotConnect()
    {
        var transport = new ScriptedTransport();

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(Sample.Gateway())), cancellationToken: new CancellationToken(canceled: true));

        result.Verdict.ShouldBe(HostVerdict.Interrupted);
        transport.Started.ShouldBeEmpty();
    }
}
