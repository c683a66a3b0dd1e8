using System.Globalization;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class EndpointAddressesTests : IDisposable
{
    private const string Gateway = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

    private readonly HostDirectory _host = new();
    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(null, true)]
    [InlineData(30, false)]
    [InlineData(61, true)]
    // The clock was set back after a question.
    [InlineData(-86400, true)]
    public void AreDue_PeerWithANameIsSilent_OnceAMinute(int? askedSecondsAgo, bool expected)
    {
        var tools = new ScriptedTools().Answer("wg show all dump", $"pm0\tKEY=\tPUB=\t0\toff\npm0\t{Gateway}\t(none)\t192.0.2.1:51820\t10.20.0.0/16\t0\t0\t0\t25\n");
        var run = new RunContext(tools, new FakeRtnetlink(), _host.Files, _clock);
        if (askedSecondsAgo is { } seconds)
            run.Files.WriteText("/run/proxymanager/endpoints-asked", (_clock.GetUtcNow().ToUnixTimeSeconds() - seconds).ToString(CultureInfo.InvariantCulture));
        var resource = new WireGuardResource("pm0", 0, 1420, [], [new WireGuardPeer("gw1", Gateway, ["10.20.0.0/16"], "gw.example.com:51820", 25)], "/key");

        EndpointAddresses.AreDue([resource], run).ShouldBe(expected);
    }

    [Fact]
    public void AreDue_FileIsDamaged_AsksAgain()
    {
        var tools = new ScriptedTools().Answer("wg show all dump", $"pm0\tKEY=\tPUB=\t0\toff\npm0\t{Gateway}\t(none)\t192.0.2.1:51820\t10.20.0.0/16\t0\t0\t0\t25\n");
        var run = new RunContext(tools, new FakeRtnetlink(), _host.Files, _clock);
        run.Files.WriteText("/run/proxymanager/endpoints-asked", $"{long.MaxValue}");
        var resource = new WireGuardResource("pm0", 0, 1420, [], [new WireGuardPeer("gw1", Gateway, ["10.20.0.0/16"], "gw.example.com:51820", 25)], "/key");

        EndpointAddresses.AreDue([resource], run).ShouldBeTrue();
    }

    [Fact]
    public void Load_PlacesOfPeersAreDamaged_KeepsThoseThatAreNot()
    {
        _host.Files.WriteText("/var/lib/proxymanager/roamed", "a 192.0.2.1:40000\nb [2001:db8::1]:40000\nc 192.0.2.1?40000\nd 192.0.2.1\ne\n\nf 192.0.2.1:0\n");

        RoamedEndpoints.Load(_host.Files).ShouldBe(new Dictionary<string, string> { ["a"] = "192.0.2.1:40000", ["b"] = "[2001:db8::1]:40000" });
    }

    public void Dispose() => _host.Dispose();
}
