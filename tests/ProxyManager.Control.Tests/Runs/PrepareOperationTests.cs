using ProxyManager.Control.Agents;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class PrepareOperationTests : IDisposable
{
    private static readonly HostFacts Facts = new(
        Sample.HostId,
        "debian 12",
        "1.0.0",
        "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
        22,
        ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHwB5dGr0Cr3jIkGl1Tb1ZB0AtX6S5Hq5ZQvGfGmXw1c"],
        new CaddyFacts("2.11.4", true),
        false,
        false)
    {
        AgentBuild = new AgentProgram(typeof(Sample).Assembly.Location).Sha256,
    };

    private readonly SigningKey _key = SigningKey.Create();

    [Fact]
    public async Task Run_Prepared_BringsFactsForTheLock()
    {
        var result = await RunAsync(Facts);

        result.Verdict.ShouldBe(HostVerdict.Applied);
        result.Facts.ShouldNotBeNull();
    }

    /// <summary>The lock is quoted text that the whole fleet is compiled from: a host writes its own entry and no more.</summary>
    [Fact]
    public async Task Run_FactsThatWouldWriteAnotherEntry_DoNotReachTheLock()
    {
        var result = await RunAsync(Facts with { Caddy = new CaddyFacts("2\"\n  \"nas\":\n    hostId: \"0", true) });

        result.Verdict.ShouldBe(HostVerdict.Failed);
        result.Facts.ShouldBeNull();
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2112");
    }

    [Theory]
    [InlineData("0.0.1", false, true)]
    [InlineData("0.1.0", false, true)]
    [InlineData("99.1.0-rc1", false, false)]
    [InlineData("99.1.0", true, true)]
    public async Task Run_AnotherBuildOfTheSameProtocol_IsReplacedUnlessItIsNewer(string version, bool force, bool replaced)
    {
        var other = Facts with { Agent = version, AgentBuild = new string('0', 64) };
        var transport = new ScriptedTransport()
            .Then(ScriptedSession.Agent(_ => [new FactsReply(other, ["by the old one"])]));
        if (replaced)
            transport.Then(ScriptedSession.Ends(0)).Then(ScriptedSession.Agent(_ => [new FactsReply(Facts, ["by the new one"])]));

        var result = await RunAsync(transport, force);

        result.Done.ShouldBe(replaced ? ["by the old one", "brought the agent", "by the new one"] : ["by the old one"]);
        transport.Started.Count.ShouldBe(replaced ? 3 : 1);
        if (replaced)
            transport.Started[1].Command.ShouldContain(Facts.AgentBuild!);
    }

    [Fact]
    public async Task Run_OurBuild_Stays()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new FactsReply(Facts, [])]));

        var result = await RunAsync(transport);

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        transport.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_NoAgentToBring_KeepsWhatTheHostHas()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new FactsReply(Facts with { AgentBuild = new string('0', 64) }, [])]));
        var without = new AgentConnector(transport, new AgentProgram());

        var result = await Sample.RunAsync(transport, new PrepareOperation(Sample.Bundles(Sample.Gateway()), without, [_key.Public], caddy: null));

        result.Problems.ShouldBeEmpty();
        result.Verdict.ShouldBe(HostVerdict.InOrder);
    }

    public void Dispose() => _key.Dispose();

    private Task<HostResult> RunAsync(HostFacts facts) =>
        RunAsync(new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new FactsReply(facts, ["made a WireGuard key"])])));

    private Task<HostResult> RunAsync(ScriptedTransport transport, bool replaceNewer = false) => Sample.RunAsync(
        transport,
        new PrepareOperation(Sample.Bundles(Sample.Gateway()), Sample.Connector(transport, replaceNewer: replaceNewer), [_key.Public], caddy: null),
        replaceNewer: replaceNewer);
}
