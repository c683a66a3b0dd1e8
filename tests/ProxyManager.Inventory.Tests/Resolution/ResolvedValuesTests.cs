using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Tests.Resolution;

public sealed class ResolvedValuesTests
{
    [Fact]
    public void Resolve_Base_FillsDefaultsOfHosts()
    {
        var fleet = TestFleet.Valid();

        var ams1 = fleet.Gateways[0];
        ams1.Edge.ShouldBe(EdgeEngine.Caddy);
        ams1.ListenPort.ShouldBe(51820);
        ams1.Keepalive.ShouldBe(0);
        ams1.Ssh.ShouldBe(new("203.0.113.10", "root", null));
        fleet.Gateways[1].Become.ShouldBeTrue();
        fleet.Gateways[1].Ssh.ShouldBe(new("198.51.100.7", "admin", 2222));
        fleet.Peers[0].Keepalive.ShouldBe(25);
        fleet.Peers[0].Mtu.ShouldBe(1420);
        fleet.Peers[0].Reconcile.ShouldBe(TimeSpan.FromSeconds(30));
        fleet.Peers[0].Via.ShouldBe(["ams1", "fra1", "far"]);
        fleet.Peers[0].Firewall.ShouldBeNull();
        fleet.Groups["eu"].ShouldBe(["ams1", "fra1"]);
        fleet.ManagedHosts.Select(h => h.Name).ShouldBe(["ams1", "fra1", "nas", "nuc", "solo"]);
    }

    [Fact]
    public void Resolve_OnlyAnIPv4Address_DerivesTheIPv6Address() =>
        TestFleet.Valid().Peers[0].Address.ShouldBe(new(IPAddress.Parse("10.20.1.10"), IPAddress.Parse("fd20:ac3e::a14:10a")));

    [Fact]
    public void Resolve_ValuesOfGroups_TheLastGroupWinsOverEarlierOnesAndDefaults()
    {
        var fleet = TestFleet.Valid("""
            defaults: { mtu: 1300, keepalive: 10s, reconcile: 1m }
            groups: { slow: { mtu: 1310, keepalive: 20s }, far-away: { mtu: 1320 } }
            peers:
              a: { address: 10.20.3.1, publicKey: KEY20, groups: [slow, far-away] }
              b: { address: 10.20.3.2, publicKey: KEY21, groups: [far-away, slow], mtu: 1500 }
            """);

        var (a, b) = (fleet.Peers[^2], fleet.Peers[^1]);
        (a.Mtu, a.Keepalive, a.Reconcile).ShouldBe((1320, 20, TimeSpan.FromMinutes(1)));
        (b.Mtu, b.Keepalive).ShouldBe((1500, 20));
    }

    [Fact]
    public void Resolve_Via_HomeIsTheFirstAndTheOthersStandInTheOrderOfTheInventory() =>
        TestFleet.Valid("peers: { a: { address: 10.20.3.1, publicKey: KEY20, via: [far, eu] } }").Peers[^1].Via.ShouldBe(["far", "ams1", "fra1"]);

    [Fact]
    public void Resolve_Firewall_HostWinsOverGroupsOverAll()
    {
        var fleet = TestFleet.Valid("""
            firewall:
              all: { open: [{ tcp: 22 }], icmp: false }
              eu: { open: [{ udp: 123 }, { tcp: 53, udp: 53, from: [198.51.100.0/25, 198.51.100.0/24] }] }
              fra1: { icmp: true }
            """);

        var ams1 = fleet.Gateways[0].Firewall.ShouldNotBeNull();
        ams1.Icmp.ShouldBeFalse();
        ams1.Open.Select(o => (o.Protocol, o.Ports.First)).ShouldBe([(TransportProtocol.Udp, 123), (TransportProtocol.Tcp, 53), (TransportProtocol.Udp, 53)]);
        ams1.Open[1].From.ShouldBe([IPNetwork.Parse("198.51.100.0/24")]);
        fleet.Gateways[1].Firewall.ShouldNotBeNull().Icmp.ShouldBeTrue();
        fleet.Gateways[1].Firewall!.Open.Count.ShouldBe(3);
        fleet.Peers[0].Firewall.ShouldNotBeNull().Open.ShouldHaveSingleItem().Ports.ShouldBe(new(22, 22));
        fleet.Gateways[2].Firewall.ShouldBeNull();
    }

    [Fact]
    public void Resolve_RouteWithoutOn_IsOnTheGatewaysOfOursThatAllTargetsJoin()
    {
        var fleet = TestFleet.Valid("""
            routes:
              a: { tcp: 1000, to: nas/ssh }
              b: { tcp: 1001, to: [nas/web, solo/web] }
              c: { tcp: 1002, to: ams1/site }
            """);

        fleet.Routes.Select(r => r.On).ShouldBe([["ams1", "fra1"], ["ams1"], ["ams1"]]);
    }

    [Fact]
    public void Resolve_Http_FillsPortsAndRedirectsByTls()
    {
        var fleet = TestFleet.Valid("""
            routes:
              a: { http: A.example.com, to: nas/web, path: /admin/ }
              b: { http: b.example.com, to: nas/web, tls: off, path: / }
              c: { http: c.example.com, to: "https://10.20.1.10", insecureUpstream: true, tls: internal, redirect: false }
            """);

        var routes = fleet.Routes.Cast<HttpRoute>().ToList();
        routes.Select(r => (r.Port, r.Redirect, r.Path)).ShouldBe([(443, true, "/admin"), (80, false, null), (443, false, null)]);
        routes[0].Names.ShouldBe(["a.example.com"]);
        routes[2].UpstreamTls.ShouldBeTrue();
        routes[2].InsecureUpstream.ShouldBeTrue();
        routes[2].To.ShouldBe([new("nas", new(IPAddress.Parse("10.20.1.10"), null), new(443, 443), null)]);
    }

    [Fact]
    public void Resolve_RangeToOnePort_ShiftsTheWholeRange() =>
        TestFleet.Valid("routes: { a: { tcp: 2000-2009, to: nas/web } }").Routes[0].To[0].Ports.ShouldBe(new(8443, 8452));

    [Fact]
    public void Resolve_NetworksWithinOthers_AreDropped() =>
        TestFleet.Valid("""routes: { a: { tcp: 2000, to: nas/web, allow: [203.0.113.0/24, 10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, "2001:db8::/32"] } }""").Routes[0].Allow
            .ShouldBe([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("2001:db8::/32")]);

    [Fact]
    public void Resolve_DisabledRoute_IsLeftOut() =>
        TestFleet.Valid("routes: { a: { tcp: 2000, to: nas/web, enabled: false } }").Routes.ShouldBeEmpty();

    [Fact]
    public void Resolve_HostInTheLockOnly_IsRetired()
    {
        var ssh = new SshTarget("old.example.net", "admin", 2022);
        var position = new SourcePosition("fleet.lock.yml", 4, 3);
        var entry = TestFleet.OldHost["old"] with { Ssh = ssh, Become = true, Position = position };

        var resolution = TestFleet.Resolve(new Dictionary<string, LockEntry> { ["old"] = entry }, ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))));

        var old = resolution.Fleet.ShouldNotBeNull().Retired.ShouldHaveSingleItem();
        (old.Name, old.Ssh, old.Become, old.Lock).ShouldBe(("old", ssh, true, entry));
        resolution.Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(
            "fleet.lock.yml:4:3: warning PM1303: the host 'old' is in the lock but no longer managed by the inventory: it still enforces its last state; run `pm host retire old`");
    }

    [Fact]
    public void Resolve_HostThatLostItsSsh_IsRetired()
    {
        var resolution = TestFleet.Resolve(
            TestFleet.OldHost,
            ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))),
            ("case.yml", "peers: { old: { address: 10.20.3.1, publicKey: KEY99 } }"));

        resolution.Fleet.ShouldNotBeNull().Retired.ShouldHaveSingleItem().Name.ShouldBe("old");
        resolution.Fleet.Peers[^1].Ssh.ShouldBeNull();
        resolution.Diagnostics.ShouldHaveSingleItem().Allowed.ShouldNotBeNull().ShouldStartWith("put it back into the inventory with 'ssh'");
    }

    [Theory]
    [InlineData("peers: { old: }")]
    [InlineData("peers: { old: { ssh: -oProxyCommand=x, address: 10.20.3.1 } }")]
    public void Resolve_HostOfTheLockThatIsWrong_IsNotCalledRetired(string more)
    {
        var resolution = TestFleet.Resolve(TestFleet.OldHost, ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))), ("case.yml", more));

        resolution.Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Error);
    }

    [Fact]
    public void Resolve_ItemsWithoutAddress_NamesADifferentFreeOneForEach()
    {
        var resolution = TestFleet.Resolve(new Dictionary<string, LockEntry>(), ("a.yml", """
            fleet: test
            network: { v4: 10.20.0.0/29 }
            gateways: { g: { endpoint: "g.example.net:1", address: 10.20.0.2, publicKey: KEY1 } }
            peers: { a: { publicKey: KEY2 }, b: { publicKey: KEY3 } }
            """));

        resolution.Diagnostics.Select(d => d.Allowed).ShouldBe(["10.20.0.1 is free", "10.20.0.3 is free"]);
    }

    [Fact]
    public void Resolve_MisspeltName_SuggestsTheNearest()
    {
        var resolution = TestFleet.Resolve(
            new Dictionary<string, LockEntry>(),
            ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))),
            ("case.yml", "routes: { a: { tcp: 1, to: nass/ssh }, b: { tcp: 2, to: nas/shh }, c: { tcp: 3, to: nas/ssh, on: amz1 } }"));

        resolution.Diagnostics.Select(d => d.Suggestion).ShouldBe(["nas", "nas/ssh", "ams1"]);
    }

    [Fact]
    public void Resolve_Clash_NamesBothRoutes()
    {
        var resolution = TestFleet.Resolve(
            new Dictionary<string, LockEntry>(),
            ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))),
            ("case.yml", "routes: { a: { tcp: 2000-2010, to: nas/web }, b: { tcp: 2005, to: nas/ssh } }"));

        resolution.Diagnostics.ShouldHaveSingleItem().Message.ShouldBe("the routes 'b' and 'a' (case.yml:1:21) both want tcp/2005 of gateway 'ams1'");
    }
}
