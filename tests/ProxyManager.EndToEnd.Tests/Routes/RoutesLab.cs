using System.Net.Sockets;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>
/// Every kind of route, on a gateway of each engine: <c>ams1</c> has HAProxy, <c>fra1</c> has Caddy with layer4 where there is one (else
/// HAProxy too). Two peers behind NAT publish the same program, one client on the internet uses it.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class RoutesLab : FleetLab, ICollectionFixture<RoutesLab>
{
    public const string Collection = "routes";

    /// <summary>Behind HAProxy only a Caddy that reads the PROXY protocol (2.7) can go by the client's address; an older one is refused.</summary>
    private static readonly string HttpFilters = LabEnvironment.Caddy is null ? "" : """

          http-ours: { http: http-ours.example.com, tls: internal, allow: [192.0.2.0/24, "2001:db8::/32"], to: nas/http }
          http-theirs: { http: http-theirs.example.com, tls: internal, allow: [198.51.100.0/24, "2001:db8:ffff::/48"], to: nas/http }
          http-denied: { http: http-denied.example.com, tls: internal, deny: [192.0.2.0/24, "2001:db8::/32"], to: nas/http }
        """;

    private static readonly Dictionary<string, string> PeerV6 = new() { ["nas"] = "fd20:ac3e::a14:10a", ["nuc"] = "fd20:ac3e::a14:10b" };

    /// <summary>The inventory as it is between tests.</summary>
    public static string Text { get; } = $$"""
        fleet: routes
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { reconcile: 5s }
        gateways:
          ams1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
          fra1: { ssh: root@203.0.113.20, endpoint: "203.0.113.20:51820", address: 10.20.0.2, edge: {{(LabEnvironment.Caddy is null ? "haproxy" : "caddy")}} }
        peers:
          nas:
            ssh: root@nas
            address: 10.20.1.10
            services: &services
              web: { port: 8443 }
              http: { port: 8080 }
              line: { port: 7000, protocol: both }
              second: { port: 7001 }
              pair: { port: 7002 }
              lines: { port: 7100-7104, protocol: both }
              proxy: { port: 7900 }
              proxy-web: { port: 7943 }
          nuc: { ssh: root@nuc, address: 10.20.1.11, services: *services }
        routes:
          shop: { sni: shop.example.com, to: nas/web }
          branches: { sni: "*.shop.example.com", to: nuc/web }
          fallback: { sni: fallback.example.com, port: 8443, default: true, to: nuc/web }
          told: { sni: told.example.com, clientIp: proxy-v2, to: nas/proxy-web }
          load: { sni: load.example.com, to: nas/line }
          sni-ours: { sni: sni-ours.example.com, allow: [192.0.2.0/24, "2001:db8::/32"], to: nas/web }
          sni-theirs: { sni: sni-theirs.example.com, allow: [198.51.100.0/24, "2001:db8:ffff::/48"], to: nas/web }
          sni-denied: { sni: sni-denied.example.com, deny: [192.0.2.0/24, "2001:db8::/32"], to: nas/web }
          site: { http: site.example.com, tls: internal, to: nas/http }
          admin: { http: site.example.com, path: /admin, tls: internal, to: nuc/http }
          silent: { http: silent.example.com, tls: internal, to: "nas:8099" }
          dead: { http: dead.example.com, tls: internal, to: ["nas:8099", "nuc:8099"], health: { interval: 1s, timeout: 1s } }
          pair-site: { http: pair.example.com, tls: internal, to: [nas/http, nuc/http], balance: first, health: { interval: 1s, timeout: 1s } }
          lost: { http: lost.example.com, tls: internal, to: "nas:8098" }{{HttpFilters}}
          line: { tcp: 7000, udp: 7000, to: nas/line }
          second: { tcp: 7001, to: nas/second }
          pair: { tcp: 7002, to: [nas/pair, nuc/pair], balance: first, health: { interval: 1s, timeout: 1s } }
          shifted: { tcp: 7200-7204, udp: 7200-7204, to: nas/lines }
          proxied: { tcp: 7003, clientIp: proxy-v2, to: nas/proxy }
          seen: { tcp: 7004, udp: 7004, clientIp: transparent, to: nas/line }
          for-clients: { tcp: 7005, allow: [192.0.2.0/24, "2001:db8::/32"], to: nas/line }
          for-others: { tcp: 7006, udp: 7006, allow: [198.51.100.0/24, "2001:db8:ffff::/48"], to: nas/line }
          not-for-clients: { tcp: 7007, deny: [192.0.2.0/24, "2001:db8::/32"], to: nas/line }
          spread: { udp: 7008, to: [nas/line, nuc/line] }
        firewall:
          all: { open: [{ tcp: 9100 }] }
        """;

    protected override string Inventory => Text;

    /// <summary>A public address of a gateway, or the client's own.</summary>
    public string Address(string host, AddressFamily family) => Lab.Host(host).Plan.Addresses.First(a => a.AddressFamily == family).ToString();

    /// <summary>The overlay address of a gateway.</summary>
    public static string OverlayAddress(string gateway, AddressFamily family) =>
        (gateway, family) switch
        {
            ("ams1", AddressFamily.InterNetwork) => "10.20.0.1",
            ("ams1", _) => "fd20:ac3e::a14:1",
            (_, AddressFamily.InterNetwork) => "10.20.0.2",
            _ => "fd20:ac3e::a14:2",
        };

    /// <summary>Runs <c>client.py</c> on the client.</summary>
    /// <returns>What it printed; empty when it failed.</returns>
    public async Task<string> ClientAsync(string arguments)
    {
        var result = await TryOnAsync("client", $"python3 {TestService.ClientPath} {arguments}");
        return result.Succeeded ? result.Output.Trim() : "";
    }

    /// <summary>Fetches a URL from a gateway with curl(1); the certificate may be anybody's.</summary>
    /// <returns>What curl printed.</returns>
    public Task<string> CurlAsync(string gateway, AddressFamily family, string url, string options = "") =>
        OnAsync("client", $"curl -sk --max-time 15 {options} --connect-to '::{Bracketed(gateway, family)}:' '{url}'");

    /// <summary>The subject or issuer of the certificate that a name is answered with; empty when the connection is closed.</summary>
    public async Task<string> CertificateAsync(string gateway, AddressFamily family, int port, string name, string field = "subject")
    {
        var result = await TryOnAsync(
            "client", $"openssl s_client -connect {Bracketed(gateway, family)}:{port} -servername {name} </dev/null 2>/dev/null | openssl x509 -noout -nameopt RFC2253 -{field}");
        return result.Succeeded ? result.Output.Trim() : "";
    }

    /// <summary>What a client of TLS says of its handshake.</summary>
    public async Task<string> HandshakeAsync(string gateway, AddressFamily family, int port, string name, string options) =>
        (await TryOnAsync("client", $"openssl s_client {options} -connect {Bracketed(gateway, family)}:{port} -servername {name} </dev/null 2>&1")).Output;

    /// <summary>Begins a connection that says a line five times a second; through TLS when it has a name.</summary>
    public async Task<HeldConnection> HoldAsync(string gateway, AddressFamily family, int port, string name = "", int patience = HeldConnection.Patience)
    {
        var connection = new HeldConnection(this, $"/tmp/held-{Guid.NewGuid():N}");
        await OnAsync("client", $"systemd-run --quiet --collect python3 {TestService.ClientPath} hold {connection.File} {patience} {Address(gateway, family)} {port} {name}");
        await connection.ShouldLiveAsync();
        return connection;
    }

    /// <summary>Applies another inventory, runs the test, and goes back.</summary>
    public async Task WithAsync(string inventory, Func<Task> test)
    {
        RewriteInventory(inventory);
        try
        {
            (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
            await test();
        }
        finally
        {
            RewriteInventory(Text);
            (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        }
    }

    /// <summary>Waits until both peers answer to both gateways through their tunnels.</summary>
    public Task TunnelsUpAsync() => EventuallyAsync("tunnels between all hosts", async () =>
    {
        foreach (var gateway in new[] { "ams1", "fra1" })
        {
            if (!(await TryOnAsync(gateway, "ping -c1 -W1 10.20.1.10 && ping -c1 -W1 10.20.1.11")).Succeeded)
                return false;
        }
        return true;
    }, TimeSpan.FromSeconds(60));

    protected override async Task PrepareAsync()
    {
        await Task.WhenAll(
            TestService.InstallClientAsync(this, "client"),
            TestService.InstallAsync(this, "nas", "10.20.1.10", PeerV6["nas"]),
            TestService.InstallAsync(this, "nuc", "10.20.1.11", PeerV6["nuc"]));
        await base.PrepareAsync();
        await TunnelsUpAsync();
    }

    private string Bracketed(string gateway, AddressFamily family) =>
        family == AddressFamily.InterNetwork ? Address(gateway, family) : $"[{Address(gateway, family)}]";
}
