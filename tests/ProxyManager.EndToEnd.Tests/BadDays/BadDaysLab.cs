using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary>Gateways of both edges with Debian's Caddy only, and two peers, one of which is administered by sudo.</summary>
public sealed class BadDaysLab : FleetLab
{
    /// <summary>What is in force when a test begins.</summary>
    public const string Fleet = """
        fleet: acme
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { reconcile: 1h }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
          gw2: { ssh: root@203.0.113.20, endpoint: "203.0.113.20:51820", address: 10.20.0.2, edge: caddy }
        peers:
          p1:
            ssh: root@192.0.2.20
            address: 10.20.1.10
            services: { web: { port: 8443 }, blog: { port: 8080 } }
          p2:
            ssh: admin@192.0.2.30
            become: sudo
            address: 10.20.1.11
            services: { web: { port: 8443 } }
        routes:
          blog: { http: blog.example.com, tls: internal, to: p1/blog, on: gw2 }
          shop: { sni: shop.example.com, to: p1/web, on: gw1 }
        """;

    /// <summary>Concerns every host but <c>gw2</c>; the edge of <c>gw1</c> takes a port more.</summary>
    public const string Changed = Fleet + """

          balanced: { tcp: 9000, to: [p1/web, p2/web], on: gw1 }
        firewall:
          p1: { open: [{ tcp: 22 }, { tcp: 12345 }] }
          p2: { open: [{ tcp: 22 }, { tcp: 12345 }] }
        """;

    protected override string Inventory => Fleet;

    protected override LabPlan Adjust(LabPlan plan) => base.Adjust(plan) with { Caddy = null };

    protected override async Task PrepareAsync()
    {
        (await PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
    }

    /// <summary>Brings all hosts to <see cref="Fleet"/>, whatever a test left.</summary>
    public async Task ResetAsync()
    {
        RewriteInventory(Fleet);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
    }
}
