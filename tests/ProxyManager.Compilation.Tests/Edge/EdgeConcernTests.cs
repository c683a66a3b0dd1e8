using System.Text.Json.Nodes;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Edge;

public class EdgeConcernTests
{
    [Fact]
    public void Compile_HaproxyWithHttpAndSni_StartsWhatIsBehindFirst() =>
        EdgeScenarios.Build("mixed", EdgeEngine.Haproxy).Compile().Select(r => r.Kind).ShouldBe(["caddy", "haproxy"]);

    [Theory]
    [InlineData(EdgeEngine.Caddy)]
    [InlineData(EdgeEngine.Haproxy)]
    public void Compile_HttpRoutesOnly_CaddyOwnsThePortsWithoutLayer4(EdgeEngine engine)
    {
        var caddy = EdgeScenarios.Build("http", engine).Compile().OfType<CaddyResource>().Single();

        caddy.NeedsLayer4.ShouldBeFalse();
        caddy.Listens.Select(l => l.Port).ShouldBe([80, 443, 8443]);
    }

    [Fact]
    public void Compile_KernelForwardsOnly_NeedsNoEngine() =>
        new EdgeFleet(EdgeEngine.Caddy).Tcp("git", 2222, [EdgeFleet.Nas(22)]).Compile().ShouldBeEmpty();

    [Fact]
    public void Compile_CaddyWithoutLayer4ButNeedingIt_SaysSo()
    {
        var caddy = new EdgeFleet(EdgeEngine.Caddy, EdgeFleet.OldCaddy).Sni("shop", ["shop.example.com"], [EdgeFleet.Nas(8443)]).Layer4();

        caddy.NeedsLayer4.ShouldBeTrue();
        caddy.Upstreams.ShouldBe(["10.20.1.10:8443"]);
    }

    [Fact]
    public void Compile_EveryConfiguration_NamesItsAdminSocketAndPersistsNothing()
    {
        foreach (var caddy in EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Compile().OfType<CaddyResource>())
        {
            var admin = JsonNode.Parse(caddy.Config)!["admin"]!;
            admin["listen"]!.GetValue<string>().ShouldBe($"unix/{caddy.AdminSocket}");
            admin["config"]!["persist"]!.GetValue<bool>().ShouldBeFalse();
        }
    }

    [Fact]
    public void Compile_CaddyWithHttpAndSni_AreTwoProcessesAndWhatIsBehindIsFirst()
    {
        var caddies = EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Compile().Cast<CaddyResource>().ToList();

        caddies.ConvertAll(c => c.Unit).ShouldBe(["pm-caddy.service", "pm-layer4.service"]);
        caddies.Select(c => c.AdminSocket).ShouldBeUnique();
        caddies.Select(c => c.ConfigPath).ShouldBeUnique();
        caddies[0].Listens.Select(l => l.Port).Intersect(caddies[1].Listens.Select(l => l.Port)).ShouldBeEmpty();
    }

    [Fact]
    public void Compile_SniRouteMoreOnCaddy_LeavesTheHttpApplicationAlone()
    {
        var before = EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Caddy();
        var after = EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Sni("new", ["new.example.com"], [EdgeFleet.Nas(9443)]).Caddy();

        after.Config.ShouldBe(before.Config);
    }

    [Fact]
    public void Compile_OnePlainSniRouteMore_LeavesHaproxysTextAlone()
    {
        var before = EdgeScenarios.Build("sni", EdgeEngine.Haproxy).Haproxy();
        var after = EdgeScenarios.Build("sni", EdgeEngine.Haproxy).Sni("new", ["new.example.com"], [EdgeFleet.Nas(9443)]).Haproxy();

        after.Config.ShouldBe(before.Config);
        after.Maps["/etc/proxymanager/haproxy/sni-443.map"]["new.example.com"].ShouldBe("by_name|10.20.1.10|9443");
    }

    [Fact]
    public void Compile_NamesOfOneUpstream_AreOneLayer4Route()
    {
        var fleet = new EdgeFleet(EdgeEngine.Caddy);
        for (var i = 0; i < 1000; i++)
            fleet.Sni($"r{i}", [$"n{i}.example.com"], [EdgeFleet.Nas(8443)]);

        var routes = JsonNode.Parse(fleet.Layer4().Config)!["apps"]!["layer4"]!["servers"]!["sni-443"]!["routes"]!.AsArray();

        routes.Count.ShouldBe(2);
        routes[0]!["match"]![0]!["tls"]!["sni"]!.AsArray().Count.ShouldBe(1000);
        routes[1]!["match"]![0]!["tls"]!["sni"]![0]!.GetValue<string>().ShouldBe("guard.invalid");
    }

    [Fact]
    public void Compile_RoutesThatHideTheClient_AreListedByWhatHidesIt()
    {
        var fleet = EdgeScenarios.Build("forwards", EdgeEngine.Haproxy).Sni("shop", ["shop.example.com"], [EdgeFleet.Nas(8443)]);
        fleet.Compile();

        fleet.Warnings.ShouldBe(["The service does not learn the client's address: plain (snat), db, shop (edge)."]);
    }

    [Fact]
    public void Compile_OldCaddyBehindHaproxy_ListsItsHttpRoutes()
    {
        var fleet = EdgeScenarios.Build("old-caddy", EdgeEngine.Haproxy);
        fleet.Compile();

        fleet.Warnings.ShouldBe(["The service does not learn the client's address: shop, blog (edge)."]);
    }

    [Fact]
    public void Compile_SharedUpstreamOnCaddy_SaysWhatLivesOn()
    {
        var fleet = new EdgeFleet(EdgeEngine.Caddy)
            .Sni("one", ["one.example.com"], [EdgeFleet.Nas(8443)], r => r with { ProxyProtocol = true })
            .Sni("two", ["two.example.com"], [EdgeFleet.Nas(8443)], r => r with { ProxyProtocol = true });
        fleet.Compile();

        fleet.Warnings.ShouldBe(
            ["Open connections of a changed or removed route live on while another route keeps the same upstream: one, two (caddy)."]);
    }

    [Theory]
    [InlineData(EdgeEngine.Caddy)]
    [InlineData(EdgeEngine.Haproxy)]
    public void Compile_HttpRoutes_SaysWhichStreamsLiveOn(EdgeEngine edge)
    {
        var fleet = new EdgeFleet(edge)
            .Http("one", ["one.example.com"], [EdgeFleet.Nas(8080)])
            .Http("two", ["two.example.com"], [EdgeFleet.Nas(8080)], r => r with { Deny = EdgeFleet.Networks("192.0.2.0/24") })
            .Http("alone", ["alone.example.com"], [EdgeFleet.Nas(8081)]);
        fleet.Compile();

        fleet.Warnings.ShouldBe(
        [
            "Open streams of a changed or removed route live on while another route keeps the same upstream: one, two (http).",
            "Open streams of clients that allow or deny newly refuses live on: two (http).",
        ]);
    }

    [Fact]
    public void Compile_PathsOfOneNameOnOtherGateways_AllAreAskedForChallenges()
    {
        var config = new EdgeFleet(EdgeEngine.Caddy)
            .Http("root", ["blog.example.com"], [EdgeFleet.Nas(8080)], r => r with { Tls = TlsMode.Auto, On = ["gw1", "gw2"] })
            .Http("below", ["blog.example.com"], [EdgeFleet.Nas(8081)], r => r with { Tls = TlsMode.Auto, Path = "/x", On = ["gw1", "gw3"] })
            .Caddy().Config;

        config.ShouldContain("[2001:db8::2]:80");
        config.ShouldContain("198.51.100.3:80");
        config.Split("\"not\"").Length.ShouldBe(2, "one relay has all colleagues");
    }

    [Fact]
    public void Compile_SharedUpstreamOnHaproxy_SaysWhatLivesOn()
    {
        var fleet = new EdgeFleet(EdgeEngine.Haproxy)
            .Sni("one", ["one.example.com"], [EdgeFleet.Nas(8443)])
            .Sni("two", ["two.example.com"], [EdgeFleet.Nas(8443)])
            .Sni("checked", ["checked.example.com"], [EdgeFleet.Nas(8443)], r => r with { ProxyProtocol = true })
            .Sni("alone", ["alone.example.com"], [EdgeFleet.Nas(8444)]);
        fleet.Compile();

        fleet.Warnings.ShouldContain(
            "Open connections of a changed or removed route live on while another route of its port keeps the same upstream: one, two (haproxy).");
    }

    [Theory]
    [InlineData(EdgeEngine.Caddy, true)]
    [InlineData(EdgeEngine.Haproxy, false)]
    public void Compile_ListedClients_SaysWhereTheirConnectionsLiveOn(EdgeEngine edge, bool isSaid)
    {
        var fleet = new EdgeFleet(edge)
            .Sni("listed", ["listed.example.com"], [EdgeFleet.Nas(8443)], r => r with { ProxyProtocol = true, Deny = EdgeFleet.Networks("192.0.2.0/24") });
        fleet.Compile();

        fleet.Warnings.Contains("Open connections of clients that allow or deny newly refuses live on: listed (caddy).").ShouldBe(isSaid);
    }

    [Fact]
    public void Compile_ForwardToTheGatewayItself_DoesNotHideTheClient()
    {
        var fleet = new EdgeFleet(EdgeEngine.Haproxy).Tcp("own", 2222, [EdgeFleet.Own(22)]);
        fleet.Compile();

        fleet.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Compile_Haproxy_TellsHowItsConnectionsAreLed()
    {
        var haproxy = EdgeScenarios.Build("mixed", EdgeEngine.Haproxy).Sni("listed", ["listed.example.com"], [EdgeFleet.Nas(9443)], r => r with { Allow = EdgeFleet.Networks("192.0.2.0/24") }).Haproxy();

        haproxy.Frontends["443"].ShouldBe("/etc/proxymanager/haproxy/sni-443.map");
        haproxy.Maps[haproxy.Frontends["443"]]["listed.example.com"].ShouldBe("sni_listed");
        haproxy.Backends["sni_listed"].Upstreams.ShouldBe(["10.20.1.10:9443"]);
        haproxy.Backends["sni_listed"].Allow.ShouldBe(["192.0.2.0/24"]);
    }
}
