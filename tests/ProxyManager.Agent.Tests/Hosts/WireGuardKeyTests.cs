using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class WireGuardKeyTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new ScriptedTools().Answer("wg genkey", "NEW=\n");

    [Fact]
    public void Ensure_NewHost_MakesOneKeyOnce()
    {
        Key().Ensure(HostPaths.WireGuardKey).ShouldBe("made a WireGuard key");
        Key().Ensure(HostPaths.WireGuardKey).ShouldBeNull();

        _host.Files.ReadText(HostPaths.WireGuardKey).ShouldBe("NEW=\n");
    }

    [Fact]
    public void Ensure_KeyOfAKnownHostIsLost_MakesNoOther()
    {
        new GenerationStore(_host.Files).MakeCurrent(1, "{}"u8.ToArray());

        Should.Throw<ProblemException>(() => Key().Ensure(HostPaths.WireGuardKey)).Problem.Code.ShouldBe("PM3012");

        _host.Files.Exists(HostPaths.WireGuardKey).ShouldBeFalse();
        _tools.Calls.ShouldBeEmpty();
    }

    public void Dispose() => _host.Dispose();

    private WireGuardKey Key() => new(_host.Context(_tools));
}
