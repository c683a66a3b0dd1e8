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
        var caddy = new EdgeFleet(EdgeEngine.Caddy, EdgeFleet.OldCaddy).Sni("shop", ["shop.example.com"], [EdgeFleet.Nas(8443)]).Caddy();

        caddy.NeedsLayer4.ShouldBeTrue();
        caddy.Upstreams.ShouldBe(["10.20.1.10:8443"]);
    }

    [Fact]
    public void Compile_EveryConfiguration_NamesItsAdminSocketAndPersistsNothing()
    {
        var admin = JsonNode.Parse(EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Caddy().Config)!["admin"]!;

        admin["listen"]!.GetValue<string>().ShouldBe("unix//run/proxymanager/edge/caddy-admin.sock");
        admin["config"]!["persist"]!.GetValue<bool>().ShouldBeFalse();
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

        var routes = JsonNode.Parse(fleet.Caddy().Config)!["apps"]!["layer4"]!["servers"]!["sni-443"]!["routes"]!.AsArray();

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
}
