using System.Text.Json;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>A gateway with both engines and a peer with a transparent route: together they have resources of every kind.</summary>
[CollectionDefinition(Collection)]
public sealed class DriftLab : FleetLab, ICollectionFixture<DriftLab>
{
    public const string Collection = "drift";

    /// <summary>What is in force when a test begins.</summary>
    public const string Fleet = """
        fleet: drift
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { reconcile: 5s }
        gateways:
          ams1: { ssh: root@203.0.113.10, endpoint: "ams1.example.net:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          nas: { ssh: root@nas, address: 10.20.1.10, services: { web: { port: 8443 }, http: { port: 8080 }, line: { port: 7000, protocol: both } } }
        routes:
          shop: { sni: shop.example.com, to: nas/web }
          site: { http: site.example.com, tls: internal, to: nas/http }
          line: { tcp: 7000, udp: 7000, to: nas/line }
          seen: { tcp: 7004, clientIp: transparent, to: nas/line }
        firewall:
          ams1: { open: [] }
        """;

    protected override string Inventory => Fleet;

    /// <summary>
    /// Waits until the host itself says that it put a resource right since it was broken (an earlier repair of the same resource does not count),
    /// and checks that nothing differs any more.
    /// </summary>
    public async Task ShouldPutRightAsync(string host, string kind, string name, DateTimeOffset since)
    {
        await EventuallyAsync($"{host} puts {kind} {name} right", async () => HasPutRight(await StatusAsync(host), kind, name, since), TimeSpan.FromSeconds(60));
        var told = await PmAsync("status", "--limit", host);
        told.Host(host).Status.ShouldNotBeNull(told.ToString());
        HasPutRight(told.Host(host).Status!, kind, name, since).ShouldBeTrue("pm status tells it too");
        (await PmAsync("drift", "--limit", host)).ShouldExitWith(ExitCode.Success);
    }

    /// <summary>How many resources of each kind the host says it has ever put right, in its metrics.</summary>
    public async Task<Dictionary<string, long>> CorrectionsAsync(string host)
    {
        const string Metric = "proxymanager_corrections_total{kind=\"";
        return (await OnAsync(host, $"cat {HostPaths.Metrics}")).Split('\n')
            .Where(line => line.StartsWith(Metric, StringComparison.Ordinal))
            .Select(line => line[Metric.Length..].Split("\"} "))
            .ToDictionary(words => words[0], words => long.Parse(words[1]));
    }

    /// <summary>The host's status file.</summary>
    public async Task<HostStatus> StatusAsync(string host) =>
        JsonSerializer.Deserialize(await OnAsync(host, $"cat {HostPaths.Status}"), ResourcesJson.Wire.HostStatus)!;

    protected override async Task PrepareAsync()
    {
        await TestService.InstallAsync(this, "nas", "10.20.1.10", "fd20:ac3e::a14:10a");
        await TestService.InstallClientAsync(this, "client");
        // With the distribution's Caddy, which a link stands for.
        (await PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
    }

    private static bool HasPutRight(HostStatus status, string kind, string name, DateTimeOffset since) =>
        status.State == HostState.InOrder && status.DriftAt >= since && status.Drift.Any(c => c.Kind == kind && c.Name == name);
}
