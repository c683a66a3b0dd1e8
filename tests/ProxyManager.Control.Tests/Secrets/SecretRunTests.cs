using System.Text;
using System.Text.Json;
using ProxyManager.Control.Secrets;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Values;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Secrets;

public sealed class SecretRunTests : IDisposable
{
    private const string Key = "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA=";
    private readonly SigningKey _key = SigningKey.Create();
    private readonly List<Request> _asked = [];

    [Fact]
    public async Task Apply_SecretResolved_GoesBesideTheBundleInTheSameRequest()
    {
        using var variable = new EnvironmentVariable("PM_TEST_RUN_PRESHARED", Key);
        var transport = Answering(new AppliedReply([], 5, "hash", null, []));

        var result = await Sample.RunAsync(transport, Apply(transport, variable.Name));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        var request = _asked.ShouldHaveSingleItem().ShouldBeOfType<ApplyRequest>();
        request.Secrets.ShouldBe([Key]);
        Envelope.Open(Encoding.UTF8.GetBytes(request.Envelope), [_key.Public]).Secrets
            .ShouldHaveSingleItem().ShouldBe(new SecretName("peers/nas/presharedKey", new Secret(Convert.FromBase64String(Key)).Sha256));
        Payload(request.Envelope).ShouldContain("presharedKey");
        Payload(request.Envelope).ShouldNotContain(Key);
        Payload(request.Envelope).ShouldNotContain(variable.Name);
    }

    [Fact]
    public async Task Apply_SecretNotResolved_LeavesTheHostAsItIs()
    {
        var transport = Answering();

        var result = await Sample.RunAsync(transport, Apply(transport, "PM_TEST_NOT_SET"));

        result.Verdict.ShouldBe(HostVerdict.Failed);
        result.State.ShouldBe(HostState.Unchanged);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2206");
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_SecretNotResolved_SaysThatItWasNotCompared()
    {
        var transport = Answering(new PlanReply([], [], [], 5, "h"));

        var result = await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(FleetWith("PM_TEST_NOT_SET"))));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        SavedPlan.Of(Sample.Bundles(Sample.Gateway()), [result], TimeProvider.System).Hosts.ShouldBeEmpty();
        result.Warnings.ShouldContain(w => w.StartsWith("not compared: PM2206: fleet.yml:9:20: the secret env:PM_TEST_NOT_SET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ApplySaved_SecretThatIsGoneByNow_LeavesTheHostAsItIs()
    {
        var transport = Answering(new PlanReply([Sample.Change], [], [], 5, "h"));
        SavedPlan plan;
        using (var variable = new EnvironmentVariable("PM_TEST_RUN_PRESHARED", Key))
            plan = SavedPlan.Of(Sample.Bundles(Sample.Gateway()), [await Sample.RunAsync(transport, new PlanOperation(Sample.Bundles(FleetWith(variable.Name))))], TimeProvider.System);
        plan.Hosts.ShouldHaveSingleItem();
        _asked.Clear();

        var apply = Answering(new AppliedReply([], 6, "hash", null, []));
        var result = await Sample.RunAsync(
            apply, new ApplyOperation(plan, Sample.Bundles(FleetWith("PM_TEST_RUN_PRESHARED")), Sample.Connector(apply), _key, new ApplyOptions(), TimeProvider.System));

        (result.Verdict, result.State).ShouldBe((HostVerdict.Failed, HostState.Unchanged));
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2206");
        _asked.ShouldBeEmpty();
    }

    public void Dispose() => _key.Dispose();

    private static string Payload(string envelope) =>
        Encoding.UTF8.GetString(JsonDocument.Parse(envelope).RootElement.GetProperty("payload").GetBytesFromBase64());

    private static Fleet FleetWith(string variable) =>
        Sample.Fleet(Sample.Gateway()) with { Peers = [Sample.Peer(new SecretReference(SecretSource.Environment, variable))] };

    private ScriptedTransport Answering(params Reply[] answers) => new ScriptedTransport().Then(ScriptedSession.Agent(request =>
    {
        _asked.Add(request);
        return answers;
    }));

    private ApplyOperation Apply(ScriptedTransport transport, string variable) =>
        new(Sample.Bundles(FleetWith(variable)), Sample.Connector(transport), _key, new ApplyOptions(), TimeProvider.System);
}
