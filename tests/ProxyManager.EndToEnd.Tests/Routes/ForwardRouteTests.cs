using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>Forwards of TCP and UDP, and whom the service sees.</summary>
[Collection(RoutesLab.Collection)]
public sealed class ForwardRouteTests(RoutesLab lab)
{
    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_BothProtocols_ServiceSeesGateway(string gateway, AddressFamily family)
    {
        var expected = $"nas 7000 {RoutesLab.OverlayAddress(gateway, family)}";
        (await TcpAsync(gateway, family, 7000)).ShouldBe(expected);
        (await UdpAsync(gateway, family, 7000)).ShouldBe(expected);
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_ShiftedRange_MapsOneToOne(string gateway, AddressFamily family)
    {
        foreach (var offset in new[] { 0, 3, 4 })
        {
            (await TcpAsync(gateway, family, 7200 + offset)).ShouldStartWith($"nas {7100 + offset} ");
            (await UdpAsync(gateway, family, 7200 + offset)).ShouldStartWith($"nas {7100 + offset} ");
        }
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_Transparent_ServiceSeesClient(string gateway, AddressFamily family)
    {
        var expected = $"nas 7000 {lab.Address("client", family)}";
        (await TcpAsync(gateway, family, 7004)).ShouldBe(expected);
        (await UdpAsync(gateway, family, 7004)).ShouldBe(expected);
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_ProxyHeader_ServiceIsToldClient(string gateway, AddressFamily family) =>
        (await TcpAsync(gateway, family, 7003)).ShouldBe($"nas 7900 {lab.Address("client", family)}");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_Allow_AdmitsTheseOnly(string gateway, AddressFamily family)
    {
        (await TcpAsync(gateway, family, 7005)).ShouldStartWith("nas 7000 ");
        (await TcpAsync(gateway, family, 7006)).ShouldBe("");
        (await UdpAsync(gateway, family, 7006)).ShouldBe("");
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_Deny_RefusesThese(string gateway, AddressFamily family) => (await TcpAsync(gateway, family, 7007)).ShouldBe("");

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_SeveralUdpUpstreams_AreBalanced(string gateway, AddressFamily family)
    {
        var servers = new HashSet<string>();
        for (var i = 0; i < 4; i++)
            servers.Add((await UdpAsync(gateway, family, 7008)).Split(' ')[0]);
        servers.ShouldBe(["nas", "nuc"], ignoreOrder: true);
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task Forward_UpstreamDown_NextServesWithoutFailure(string gateway, AddressFamily family)
    {
        await FirstServesAsync(gateway, family);
        await lab.OnAsync("nas", "systemctl stop test-service");
        try
        {
            (await TcpAsync(gateway, family, 7002)).ShouldStartWith("nuc 7002 ");
        }
        finally
        {
            await lab.OnAsync("nas", "systemctl start test-service");
        }
        await FirstServesAsync(gateway, family);
    }

    private Task FirstServesAsync(string gateway, AddressFamily family) =>
        FleetLab.EventuallyAsync("the first upstream", async () => (await TcpAsync(gateway, family, 7002)).StartsWith("nas", StringComparison.Ordinal));

    private Task<string> TcpAsync(string gateway, AddressFamily family, int port) => lab.ClientAsync($"tcp {lab.Address(gateway, family)} {port}");

    private Task<string> UdpAsync(string gateway, AddressFamily family, int port) => lab.ClientAsync($"udp {lab.Address(gateway, family)} {port}");
}
