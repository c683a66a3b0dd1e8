using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Tests.Resolution;

public sealed class ExampleFleetTests
{
    [Fact]
    public void Resolve_TypicalFleet_HasNothingWrong()
    {
        var resolution = TestFleet.Resolve(new Dictionary<string, LockEntry>(), ("fleet.yml", """
            fleet: acme
            network: { v4: 10.20.0.0/16, v6: fd20:ac3e::/48 }
            defaults: { edge: caddy, reconcile: 30s }
            gateways:
              ams1: { ssh: root@203.0.113.10, endpoint: ams1.example.net:51820, address: 10.20.0.1, groups: [eu], publicKey: KEY1 }
              fra1: { ssh: admin@198.51.100.7:2222, become: sudo, endpoint: 198.51.100.7:51820, address: 10.20.0.2, groups: [eu], edge: haproxy, publicKey: KEY2 }
            peers:
              nas:
                address: 10.20.1.10
                publicKey: KEY3
                ssh: root@nas.lan
                services:
                  web:   { port: 8443 }
                  ssh:   { port: 22 }
                  ghost: { port: 8080 }
                  smtp:  { port: 25 }
              nuc:
                address: 10.20.1.11
                publicKey: KEY4
                services:
                  web:   { port: 8443 }
                  game:  { port: 27015-27020, protocol: udp }
              laptop: { address: 10.20.2.5, publicKey: KEY5, owner: ana }
            routes:
              shop:  { sni: [shop.example.com, "*.shop.example.com"], to: nas/web, on: eu }
              multi: { sni: app.example.com, to: [nas/web, nuc/web], on: fra1, balance: least_conn, health: { interval: 10s } }
              git:   { tcp: 2222, to: nas/ssh, on: ams1, allow: [198.51.100.0/24] }
              game:  { udp: 27015-27020, to: nuc/game }
              blog:  { http: blog.example.com, to: nas/ghost }
              cert:  { http: pve.example.com, to: https://10.20.1.10:8006, insecureUpstream: true }
              mail:  { tcp: 25, to: nas/smtp, clientIp: proxy-v2 }
            firewall:
              ams1: { open: [{ tcp: 22, from: [198.51.100.0/24] }] }
            """));

        resolution.Diagnostics.ShouldBeEmpty();
        resolution.Fleet.ShouldNotBeNull().Routes.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Resolve_GeneratedFleet_HasNothingWrong(int seed)
    {
        var random = new Random(seed);
        var gateways = random.Next(1, 9);
        var peers = random.Next(1, 200);
        var routes = random.Next(1, 200);

        var resolution = TestFleet.Resolve(new Dictionary<string, LockEntry>(), ("fleet.yml", Generate(random, gateways, peers, routes)));

        resolution.Diagnostics.ShouldBeEmpty();
        var fleet = resolution.Fleet.ShouldNotBeNull();
        (fleet.Gateways.Count, fleet.Peers.Count, fleet.Routes.Count).ShouldBe((gateways, peers, routes));
        fleet.Peers.ShouldAllBe(p => p.Via.Count > 0 && p.Address.V4 != null && p.Address.V6 != null);
        fleet.Routes.ShouldAllBe(r => r.On.All(g => fleet.Peers.First(p => p.Name == r.To[0].Host).Via.Contains(g)));
    }

    private static string Generate(Random random, int gateways, int peers, int routes)
    {
        var yaml = new StringBuilder("fleet: generated\nnetwork: { v4: 10.0.0.0/8, v6: 'fd00::/64' }\ngateways:\n");
        for (var i = 0; i < gateways; i++)
            yaml.Append($"  g{i}: {{ ssh: root@g{i}, endpoint: 'g{i}.example.net:51820', address: 10.0.0.{i + 1}, publicKey: KEY{i}, edge: {Pick("caddy", "haproxy")} }}\n");
        yaml.Append("peers:\n");
        for (var i = 0; i < peers; i++)
        {
            var via = Pick("", $", via: g{random.Next(gateways)}");
            yaml.Append($"  p{i}: {{ ssh: root@p{i}, address: 10.1.0.{i + 1}, publicKey: KEY{gateways + i}, services: {{ s: {{ port: {random.Next(1, 65000)}, protocol: both }} }}{via} }}\n");
        }

        yaml.Append("routes:\n");
        for (var i = 0; i < routes; i++)
        {
            var entry = Pick($"tcp: {1000 + i}", $"udp: {1000 + i}", $"tcp: {1000 + i}, udp: {1000 + i}", $"sni: r{i}.example.com", $"http: r{i}.example.com");
            yaml.Append($"  r{i}: {{ {entry}, to: p{random.Next(peers)}/s }}\n");
        }

        return yaml.ToString();

        string Pick(params string[] choices) => choices[random.Next(choices.Length)];
    }
}
