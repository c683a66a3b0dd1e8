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
        false);

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

    public void Dispose() => _key.Dispose();

    private Task<HostResult> RunAsync(HostFacts facts)
    {
        var transport = new ScriptedTransport().Then(ScriptedSession.Agent(_ => [new FactsReply(facts, ["made a WireGuard key"])]));
        return Sample.RunAsync(transport, new PrepareOperation(Sample.Bundles(Sample.Gateway()), Sample.Connector(transport), [_key.Public], caddy: null));
    }
}
