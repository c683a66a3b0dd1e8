using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Edge;

/// <summary>Fleets whose rendered configurations are kept as golden files and given to the real tools.</summary>
public static class EdgeScenarios
{
    /// <summary>Scenario and engine: each is compiled for a current Caddy unless its name says otherwise.</summary>
    public static TheoryData<string> Names => new("sni", "forwards", "mixed", "http", "old-caddy", "relay", "port-80");

    internal static EdgeFleet Build(string scenario, EdgeEngine edge) => scenario switch
    {
        "sni" => new EdgeFleet(edge)
            .Sni("shop", ["shop.example.com", "*.shop.example.com"], [EdgeFleet.Nas(8443)])
            .Sni("six", ["six.example.com"], [EdgeFleet.V6Only(8443)])
            .Sni("multi", ["app.example.com"], [EdgeFleet.Nas(8443), EdgeFleet.Nuc(8443)], r => r with { Balance = Balance.Source, Health = new HealthCheck(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1500), null, null, null) })
            .Sni("office", ["office.example.com"], [EdgeFleet.Nuc(9443)], r => r with { Allow = EdgeFleet.Networks("198.51.100.0/24", "2001:db8::/32"), Deny = EdgeFleet.Networks("198.51.100.66/32"), ProxyProtocol = true })
            .Sni("rest", [], [EdgeFleet.Nuc(443)], r => r with { Default = true })
            .Sni("other", ["shop.example.com"], [EdgeFleet.Nuc(7443)], r => r with { Port = 8443 }),
        "forwards" => new EdgeFleet(edge)
            .Tcp("mail", 25, [EdgeFleet.Nas(25)], r => r with { ClientIp = ClientIp.ProxyV2 })
            .Tcp("db", 5432, [EdgeFleet.Nas(5432), EdgeFleet.Nuc(5433)], r => r with { Balance = Balance.First, Allow = EdgeFleet.Networks("203.0.113.0/24") })
            .Tcp("range", 7000, [EdgeFleet.Nas(new PortRange(6000, 6002))], r => r with { Tcp = new PortRange(7000, 7002), ClientIp = ClientIp.ProxyV2, Health = new HealthCheck(null, null, null, null, null) })
            .Tcp("plain", 2222, [EdgeFleet.Nas(22)]),
        "mixed" => Mixed(new EdgeFleet(edge)),
        "http" => new EdgeFleet(edge) { Acme = new AcmeAuthority("https://acme.example.net/dir", "-----BEGIN CERTIFICATE-----\n", "admin@example.com") }
            .Http("blog", ["blog.example.com", "*.blog.example.com"], [EdgeFleet.Nas(8080)])
            .Http("admin", ["blog.example.com"], [EdgeFleet.Nuc(8081)], r => r with { Path = "/admin", Deny = EdgeFleet.Networks("192.0.2.0/24"), Redirect = false })
            .Http("auto", ["auto.example.com"], [EdgeFleet.Nas(8080), EdgeFleet.Nuc(8080)], r => r with { Tls = TlsMode.Auto, Balance = Balance.LeastConn, Health = new HealthCheck(TimeSpan.FromSeconds(10), null, null, null, "/healthz") })
            .Http("pve", ["pve.example.com"], [EdgeFleet.Nas(8006)], r => r with { Port = 8443, UpstreamTls = true, InsecureUpstream = true })
            .Http("plain", ["plain.example.com"], [EdgeFleet.Nas(80)], Plain),
        "old-caddy" => Mixed(new EdgeFleet(edge, EdgeFleet.OldCaddy)),
        "relay" => new EdgeFleet(edge)
            .Http("both", ["both.example.com"], [EdgeFleet.Nas(8080)], r => r with { Tls = TlsMode.Auto, On = ["gw1", "gw2", "gw3"] })
            .Http("own-acme", ["own.example.com"], [EdgeFleet.Nas(80)], Plain),
        "port-80" => new EdgeFleet(edge)
            .Http("rest", ["*.example.com"], [EdgeFleet.Nuc(8080)], Plain)
            .Http("files", ["shop.example.com"], [EdgeFleet.Nuc(8081)], r => Plain(r) with { Path = "/files" })
            .Http("quiet", ["quiet.example.com"], [EdgeFleet.Nas(8080)], r => r with { Redirect = false })
            .Http("api", ["quiet.example.com"], [EdgeFleet.Nas(9443)], r => r with { Port = 9443, Path = "/api", Redirect = false })
            .Http("spoken", ["quiet.example.com"], [EdgeFleet.Nuc(8082)], Plain)
            .Http("shop", ["shop.example.com"], [EdgeFleet.Nas(8080)], r => r with { Tls = TlsMode.Auto }),
        _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
    };

    private static HttpRoute Plain(HttpRoute route) => route with { Port = 80, Tls = TlsMode.Off, Redirect = false };

    private static EdgeFleet Mixed(EdgeFleet fleet) => fleet
        .Sni("shop", ["shop.example.com"], [EdgeFleet.Nas(8443)])
        .Http("blog", ["blog.example.com"], [EdgeFleet.Nas(8080)]);
}
