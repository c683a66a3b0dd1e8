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
}
