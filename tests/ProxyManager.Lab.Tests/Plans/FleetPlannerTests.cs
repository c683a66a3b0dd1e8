using System.Net;
using ProxyManager.Fleets;
using ProxyManager.Inventory;

namespace ProxyManager.Lab.Tests.Plans;

public class FleetPlannerTests
{
    private static readonly SourcePosition Somewhere = new("fleet.yml", 1, 1);

    [Fact]
    public void FromFleet_GatewayWithLiterals_HasThemAndAnAddressOfTheOtherFamily()
    {
        var host = LabPlan.FromFleet(Fleet([Gateway("fra1", new SshTarget("198.51.100.7", "admin", 2222), "198.51.100.7:51820")])).Hosts[0];

        host.Role.ShouldBe(LabRole.Gateway);
        host.Addresses.ShouldBe([IPAddress.Parse("198.51.100.7"), IPAddress.Parse("2001:db8::1")]);
        (host.User, host.Port, host.BehindNat).ShouldBe(("admin", 2222, false));
        host.SshNames.ShouldBe(["198.51.100.7"]);
    }

    [Fact]
    public void FromFleet_EndpointIsName_NameLeadsToTheGateway()
    {
        var plan = LabPlan.FromFleet(Fleet([Gateway("ams1", new SshTarget("203.0.113.10", null, null), "ams1.example.net:51820")]));

        plan.Names["ams1.example.net"].ShouldBe(plan.Hosts[0].Addresses);
        plan.Hosts[0].User.ShouldBe("root");
    }

    [Fact]
    public void FromFleet_EndpointIsIpv6_IsUnderstoodWithoutBrackets()
    {
        var plan = LabPlan.FromFleet(Fleet([Gateway("ams1", new SshTarget("ams1", null, null), "[2001:db8:5::1]:51820")]));

        plan.Hosts[0].Addresses.ShouldBe([IPAddress.Parse("2001:db8:5::1"), IPAddress.Parse("192.0.2.1")]);
        plan.Names.Keys.ShouldBe(["ams1"]);
    }

    [Fact]
    public void FromFleet_AddressTakenByALiteral_IsNotGivenTwice()
    {
        var plan = LabPlan.FromFleet(Fleet(
        [
            Gateway("a", new SshTarget("a.example.net", null, null), "a.example.net:51820"),
            Gateway("b", new SshTarget("192.0.2.1", null, null), "192.0.2.1:51820"),
        ]));

        plan.Hosts.SelectMany(h => h.Addresses).ShouldBeUnique();
    }

    [Fact]
    public void FromFleet_ManagedPeer_StandsBehindNatUnderItsSshName()
    {
        var plan = LabPlan.FromFleet(Fleet([Gateway("a", new SshTarget("a", null, null), "a:1")], [Peer("nas", new SshTarget("nas.lan", null, null)), Peer("phone", null)]));

        var peer = plan.Hosts.Where(h => h.Role == LabRole.Peer).ShouldHaveSingleItem();
        peer.Name.ShouldBe("nas");
        peer.BehindNat.ShouldBeTrue();
        peer.SshNames.ShouldBe(["nas.lan"]);
    }

    [Fact]
    public void FromFleet_ForeignGateway_IsLeftOut() =>
        LabPlan.FromFleet(Fleet([Gateway("own", new SshTarget("own", null, null), "own:1"), Gateway("foreign", null, "192.0.2.9:1")]))
            .Hosts.Select(h => h.Name).ShouldBe(["own", "client"]);

    [Fact]
    public void FromFleet_RouteNames_LeadToTheGatewaysThatServeThem()
    {
        var gateways = new[] { Gateway("a", new SshTarget("192.0.2.5", null, null), "192.0.2.5:1"), Gateway("b", new SshTarget("192.0.2.6", null, null), "192.0.2.6:1") };
        var route = new SniRoute { Name = "shop", Position = Somewhere, On = ["b"], To = [], Names = ["shop.example.com", "*.shop.example.com"] };

        var plan = LabPlan.FromFleet(Fleet(gateways) with { Routes = [route] });

        plan.Names["shop.example.com"].ShouldBe(plan.Hosts[1].Addresses);
        plan.Names.Keys.ShouldNotContain("*.shop.example.com");
    }

    [Fact]
    public void FromFleet_SeveralClients_AvoidTheInventorysNames() =>
        LabPlan.FromFleet(Fleet([Gateway("client", new SshTarget("a", null, null), "a:1")]), clients: 2)
            .Hosts.Where(h => h.Role == LabRole.Client).Select(h => h.Name).ShouldBe(["client2", "client3"]);

    private static Fleet Fleet(IReadOnlyList<Gateway> gateways, IReadOnlyList<Peer>? peers = null) => new(
        "acme", new OverlayNetwork(IPNetwork.Parse("10.20.0.0/16"), null), [], null, gateways, peers ?? [], [],
        new Dictionary<string, IReadOnlyList<string>>(), [], "00");

    private static Gateway Gateway(string name, SshTarget? ssh, string endpoint) => new()
    {
        Name = name,
        Position = Somewhere,
        Ssh = ssh,
        Address = new OverlayAddress(IPAddress.Parse("10.20.0.1"), null),
        Endpoint = endpoint,
        ListenPort = 51820,
        Edge = EdgeEngine.Haproxy,
    };

    private static Peer Peer(string name, SshTarget? ssh) => new()
    {
        Name = name,
        Position = Somewhere,
        Ssh = ssh,
        Address = new OverlayAddress(IPAddress.Parse("10.20.1.1"), null),
        Via = ["a"],
    };
}
