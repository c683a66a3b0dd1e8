using ProxyManager.Control.Agents;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class FleetRunTests
{
    [Fact]
    public async Task Run_WorkOnAHostEndsUnexpectedly_IsUnknownThereAndStopsNoOther()
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Silent()).Then(ScriptedSession.Silent());

        var results = await RunAsync(Sample.Connector(transport), new FailsOn("gw1"));

        results.Select(r => (r.Host, r.Verdict)).ShouldBe([("gw1", HostVerdict.Unknown), ("gw2", HostVerdict.InOrder)]);
        results[0].State.ShouldBe(HostState.Unknown);
        results[0].Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2011");
    }

    [Fact]
    public async Task Run_HostWithoutAnAgentAndNoneToBring_SaysWhereItWasLookedFor()
    {
        const string Path = "/nowhere/pm-agent";
        var transport = new ScriptedTransport().Then(ScriptedSession.Ends(127)).Then(ScriptedSession.Ends(127));

        var results = await RunAsync(new AgentConnector(transport, new AgentProgram(Path)), new StatusOperation("acme"));

        var problems = results.ConvertAll(r => r.Problems.ShouldHaveSingleItem());
        problems.ShouldAllBe(p => p.Code == "PM2009" && p.Message.Contains(Path));
        transport.Started.Count.ShouldBe(2);
    }

    private static async Task<List<HostResult>> RunAsync(AgentConnector connector, HostOperation operation)
    {
        var results = new List<HostResult>();
        await foreach (var result in new FleetRun("acme", connector, 1, null).RunAsync([Sample.Gateway("gw1"), Sample.Gateway("gw2")], operation, CancellationToken.None))
            results.Add(result);
        return results;
    }

    private sealed class FailsOn(string name) : HostOperation
    {
        public override Task<HostResult> RunAsync(Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken) =>
            host.Name == name
                ? throw new KeyNotFoundException("a fault")
                : Task.FromResult(new HostResult("acme", host.Name, HostVerdict.InOrder, HostState.InOrder));
    }
}
