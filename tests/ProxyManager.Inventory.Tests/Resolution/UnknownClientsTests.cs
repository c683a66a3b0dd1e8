namespace ProxyManager.Inventory.Tests.Resolution;

/// <summary>An old Caddy behind what passes connections on.</summary>
public sealed class UnknownClientsTests
{
    [Theory]
    [InlineData("caddy", "deny: 198.51.100.0/24", 443, "PM1215")]
    [InlineData("haproxy", "deny: 198.51.100.0/24", 443, "PM1215")]
    [InlineData("caddy", "path: /x", 443, "PM1216")]
    [InlineData("caddy", "deny: 198.51.100.0/24", 8443, null)]
    [InlineData("haproxy", "deny: 198.51.100.0/24", 8443, null)]
    public void Check_RouteByClient_IsRefusedOnAPortOfTheFront(string edge, string what, int port, string? code)
    {
        var locked = TestFleet.OldHost.ToDictionary(e => e.Key, e => e.Value with { CaddyLayer4 = true });
        var yaml = $$"""
            fleet: test
            network: { v4: 10.20.0.0/16 }
            gateways:
              old: { ssh: root@old, endpoint: "old.example.net:51820", address: 10.20.0.1, edge: {{edge}} }
            peers:
              nas: { ssh: root@nas, address: 10.20.0.2, publicKey: KEY2 }
            routes:
              shop: { sni: shop.example.com, port: {{port}}, to: "nas:443" }
              blog: { http: blog.example.com, to: "nas:80", {{what}} }
            """;

        TestFleet.Resolve(locked, ("fleet.yml", yaml)).Diagnostics.Select(d => d.Code).ShouldBe(code is null ? [] : [code]);
    }
}
