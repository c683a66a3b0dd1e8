using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class ExpectationsTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new ScriptedTools().Answer("wg pubkey", "OURS=\n").Answer($"{HostPaths.Caddy} version", "2.6.2\n");

    public ExpectationsTests()
    {
        _host.Files.WriteText(HostPaths.WireGuardKey, "SECRET=\n");
        _host.Files.WriteText(HostPaths.Caddy, "program");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("OURS=", "2.6.2")]
    public void Check_HostAsTheLockSays_FindsNothing(string? key, string? caddy) => Check(key, caddy).ShouldBeEmpty();

    [Fact]
    public void Check_HostWithAnotherKeyAndCaddy_NamesBoth() => Check("THEIRS=", "2.11.4").ShouldBe(
    [
        ("PM3103", "the WireGuard public key of this host is OURS=, the lock says THEIRS="),
        ("PM3104", "the Caddy of this host is 2.6.2, the lock says 2.11.4"),
    ]);

    [Fact]
    public void Check_HostThatLostKeyAndCaddy_NamesBoth()
    {
        _host.Files.Delete(HostPaths.WireGuardKey);
        _host.Files.Delete(HostPaths.Caddy);

        Check("OURS=", "2.6.2").ShouldBe(
        [
            ("PM3103", "the WireGuard public key of this host is not there, the lock says OURS="),
            ("PM3104", "the Caddy of this host is not there, the lock says 2.6.2"),
        ]);
    }

    [Fact]
    public void Check_WithoutWg_LeavesItToThePackage()
    {
        var tools = new ScriptedTools().Answer("wg pubkey", exitCode: 127);

        new Expectations(_host.Context(tools)).Check(new Bundle("acme", "ams1", "", 1, InventoryStamp.None, new HostExpectation(22, "OURS=", null, null), []))
            .ShouldBeEmpty();
    }

    public void Dispose() => _host.Dispose();

    private List<(string Code, string Message)> Check(string? key, string? caddy) =>
        [.. new Expectations(_host.Context(_tools))
            .Check(new Bundle("acme", "ams1", "", 1, InventoryStamp.None, new HostExpectation(22, key, caddy, null), []))
            .Select(p => (p.Code, p.Message))];
}
