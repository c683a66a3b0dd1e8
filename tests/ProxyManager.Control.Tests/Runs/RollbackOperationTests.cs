using System.Text;
using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Runs;

public sealed class RollbackOperationTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();

    [Fact]
    public async Task Run_GenerationOfTheHost_IsSignedAnew()
    {
        var transport = new ScriptedTransport().Then(Handing(Bundle()));

        var result = await Sample.RunAsync(transport, Rollback(transport));

        result.Verdict.ShouldBe(HostVerdict.InOrder);
        result.Generation.ShouldBeGreaterThan(7);
    }

    /// <summary>A host must not get what another host accepts signed under a new generation.</summary>
    [Theory]
    [InlineData("acme", "gw2", Sample.HostId)]
    [InlineData("acme", "gw1", "ffffffffffffffffffffffffffffffff")]
    [InlineData("other", "gw1", Sample.HostId)]
    public async Task Run_GenerationOfAnotherHost_IsRefusedUnsigned(string fleet, string host, string hostId)
    {
        var transport = new ScriptedTransport().Then(Handing(Bundle() with { Fleet = fleet, Host = host, HostId = hostId }));

        var result = await Sample.RunAsync(transport, Rollback(transport));

        result.Verdict.ShouldBe(HostVerdict.Refused);
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2204");
    }

    public void Dispose() => _key.Dispose();

    private static Bundle Bundle() => Sample.Bundles(Sample.Gateway()).Make(Sample.Gateway()).Bundle with { Generation = 7 };

    /// <summary>A host that hands out a stored bundle, and takes whatever it is given.</summary>
    private ScriptedSession Handing(Bundle stored) => ScriptedSession.Agent(request => request switch
    {
        GenerationRequest => [new GenerationReply(Encoding.UTF8.GetString(Envelope.Seal(stored, _key)), [7])],
        ApplyRequest apply => [new AppliedReply([], Envelope.Open(Encoding.UTF8.GetBytes(apply.Envelope), [_key.Public]).Generation, "hash", null, [])],
        _ => [],
    });

    private RollbackOperation Rollback(ScriptedTransport transport) =>
        new(Sample.Fleet(Sample.Gateway()), Sample.Connector(transport), _key, _ => null, new ApplyOptions(), TimeProvider.System);
}
