using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class MovedPeersTests : IDisposable
{
    private readonly HostDirectory _host = new();

    [Theory]
    [InlineData(0, true)]
    [InlineData(long.MaxValue, false)]
    public void Follow_NameLeadsElsewhereNow_SetsTheEndpointOfASilentPeerOnly(long handshake, bool isSet)
    {
        var at = Math.Min(handshake, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var tools = new ScriptedTools()
            .Answer("wg show all dump", $"pm0\tprivate\tpublic\t51820\toff\npm0\tpeer\t(none)\t192.0.2.1:51820\t10.20.0.1/32\t{at}\t0\t0\t25\n")
            .Answer("wg set pm0 peer peer endpoint 192.0.2.2:51820");
        _host.Files.WriteText($"{HostPaths.State}/endpoints.json", "{\"gw1.example.com\":\"192.0.2.2\"}");
        var tunnel = new WireGuardResource(
            "pm0", 51820, 1420, ["10.20.1.1/32"], [new WireGuardPeer("gw1", "peer", ["10.20.0.1/32"], "gw1.example.com:51820", 25)], HostPaths.WireGuardKey);

        MovedPeers.Follow([tunnel], _host.Context(tools));

        tools.Calls.Count.ShouldBe(isSet ? 2 : 1);
    }

    public void Dispose() => _host.Dispose();
}
