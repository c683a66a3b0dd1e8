using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests;

/// <summary>What a host is to be, where its parts meet.</summary>
public sealed class FleetCompilerTests
{
    [Fact]
    public void Compile_OverlayOfOneFamily_LeavesForwardsOfTheOtherAlone()
    {
        var network = SampleFleet.Fleet.Network;

        Table(network with { V6 = null }).ShouldSatisfyAllConditions(t => t.ShouldContain("nfproto ipv4"), t => t.ShouldNotContain("nfproto ipv6"));
        Table(network with { V4 = null }).ShouldSatisfyAllConditions(t => t.ShouldContain("nfproto ipv6"), t => t.ShouldNotContain("nfproto ipv4"));

        static string Table(OverlayNetwork network) =>
            SampleFleet.Compile(SampleFleet.Fleet with { Network = network, Routes = [] }, SampleFleet.Ams1).Resources.OfType<NftablesResource>().Single().Script;
    }

    [Fact]
    public void Compile_PeerWithBaseline_ExpectsItsGatewaysThroughTheTunnels()
    {
        var admin = SampleFleet.Compile(SampleFleet.Nuc).Expect.Admin.ShouldNotBeNull();

        admin.FromTunnels.ShouldBe(["10.20.0.1/32", "fd20::a14:1/128"]);
        admin.NotFrom.ShouldBe(["10.20.0.0/16", "fd20::/64"]);
    }

    [Theory]
    [InlineData(8080, false)]
    [InlineData(22, true)]
    public void Compile_GatewayWithBaseline_ExpectsTheOverlayWhereSshIsAService(int port, bool isService)
    {
        var gateway = SampleFleet.Ams1 with { Services = [new Service("site", new PortRange(port, port), TransportProtocol.Tcp)] };
        var fleet = SampleFleet.Create([gateway, SampleFleet.Fra1], [SampleFleet.Nuc], []);

        SampleFleet.Compile(fleet, gateway).Expect.Admin.ShouldNotBeNull().FromTunnels.ShouldBe(isService ? ["10.20.0.0/16", "fd20::/64"] : []);
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(true, null, "route mail has no IPv4: ams1 and its target share none")]
    [InlineData(false, 25, "route mail has no UDP over IPv4: ams1 and its target share none")]
    public void Compile_TargetOfOneFamily_SaysWhatTheOtherLacks(bool byKernel, int? udp, string? warning)
    {
        var six = SampleFleet.Nas with { Address = new OverlayAddress(null, SampleFleet.Nas.Address.V6) };
        var mail = SampleFleet.Tcp("mail", 25, SampleFleet.To(six, 25)) with
        {
            ClientIp = byKernel ? ClientIp.Snat : ClientIp.ProxyV2,
            Udp = udp is { } port ? new PortRange(port, port) : null,
        };
        var fleet = SampleFleet.Create([SampleFleet.Ams1], [six with { Via = ["ams1"] }], [mail]);

        SampleFleet.Compile(fleet, SampleFleet.Ams1).Warnings.Where(w => w.StartsWith("route ", StringComparison.Ordinal)).ShouldBe(warning is null ? [] : [warning]);
    }

    [Theory]
    [InlineData(true, "Clients reach these by IPv4 only, since the network has no IPv6: git, mail (udp).")]
    [InlineData(false, "Clients reach these by IPv6 only, since the network has no IPv4: git, mail (udp).")]
    public void Compile_OverlayOfOneFamily_NamesOnceWhatTheOtherLacks(bool isV4, string warning)
    {
        OverlayAddress One(OverlayAddress both) => isV4 ? new(both.V4, null) : new(null, both.V6);
        var (gateway, nas) = (SampleFleet.Ams1 with { Address = One(SampleFleet.Ams1.Address) }, SampleFleet.Nas with { Address = One(SampleFleet.Nas.Address), Via = ["ams1"] });
        var passed = SampleFleet.Tcp("plain", 26, SampleFleet.To(nas, 26)) with { ClientIp = ClientIp.ProxyV2 };
        var routes = new[] { SampleFleet.Tcp("git", 22, SampleFleet.To(nas, 22)), passed, passed with { Name = "mail", Tcp = new PortRange(25, 25), Udp = new PortRange(25, 25) } };
        var fleet = SampleFleet.Create([gateway], [nas], routes);
        fleet = fleet with { Network = isV4 ? new(fleet.Network.V4, null) : new(null, fleet.Network.V6) };

        SampleFleet.Compile(fleet, gateway).Warnings.Where(w => w.StartsWith("Clients ", StringComparison.Ordinal)).ShouldBe([warning]);
    }
}
