using ProxyManager.Control;
using ProxyManager.Resources;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>A gateway and two peers, one of which is administered by sudo. The timer rests, so that only what a test does happens.</summary>
public sealed class TransactionsLab : FleetLab
{
    private const string Base = """
        fleet: acme
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { reconcile: 1h }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          p1:
            ssh: root@192.0.2.20
            address: 10.20.1.10
            services: { web: { port: 8443 }, echo: { port: 7000, protocol: both } }
          p2:
            ssh: admin@192.0.2.30
            become: sudo
            address: 10.20.1.11
            services: { web: { port: 8443 } }
        """;

    /// <summary>What is in force when a test begins.</summary>
    public const string Old = Base + """

        routes:
          shop: { sni: shop.example.com, to: p1/web }
          echo: { tcp: 7000, udp: 7000, to: p1/echo }
        """;

    /// <summary>Differs from <see cref="Old"/> in something of every part, on every host.</summary>
    public static readonly string New = Base.Replace("reconcile: 1h", "reconcile: 1h, mtu: 1400", StringComparison.Ordinal) + """

        routes:
          shop: { sni: [shop.example.com, "*.shop.example.com"], to: [p1/web, p2/web] }
          echo: { tcp: 7001, to: p1/echo, clientIp: transparent }
        firewall:
          all: { open: [{ tcp: 22 }] }
        """;

    private (Dictionary<string, HostSnapshot> Old, Dictionary<string, HostSnapshot> New) _states;

    /// <summary>The lock that <see cref="_states"/> belong to: a host that is prepared anew has another key.</summary>
    private string? _locked;

    public static IReadOnlyList<string> Hosts { get; } = ["gw1", "p1", "p2"];

    protected override string Inventory => Old;

    /// <summary>Brings all hosts to <see cref="Old"/>, whatever a test left.</summary>
    public async Task ResetAsync()
    {
        RewriteInventory(Old);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
    }

    /// <summary>Brings all hosts to <see cref="Old"/>.</summary>
    /// <returns>The hosts' states then, and what <see cref="New"/> makes of them.</returns>
    internal async Task<(Dictionary<string, HostSnapshot> Old, Dictionary<string, HostSnapshot> New)> BothStatesAsync()
    {
        var locked = await File.ReadAllTextAsync(Path.ChangeExtension(InventoryPath, ".lock.yml"));
        if (_locked == locked)
        {
            await ResetAsync();
            return _states;
        }

        RewriteInventory(New);
        (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        var target = await SnapshotsAsync();
        await ResetAsync();
        _states = (await SnapshotsAsync(), target);
        _locked = locked;
        return _states;
    }

    /// <summary>Runs something while every host takes seconds for a change, so that it cannot be over before it is noticed.</summary>
    public async Task<T> WhileSlowAsync<T>(Func<Task<T>> run)
    {
        T result = default!;
        Func<Task> slow = async () => result = await run();
        foreach (var host in Hosts)
        {
            var inner = slow;
            slow = () => WhileLoadingAsync(host, "sleep 3", inner);
        }

        await slow();
        return result;
    }

    internal async Task<Dictionary<string, HostSnapshot>> SnapshotsAsync()
    {
        var snapshots = await Task.WhenAll(Hosts.Select(async h => (Host: h, State: await HostSnapshot.TakeAsync(this, h))));
        return snapshots.ToDictionary(s => s.Host, s => s.State);
    }

    /// <summary>The bundle of a host for an inventory, with the generation of this moment.</summary>
    public Bundle Bundle(string host, string inventory)
    {
        RewriteInventory(inventory);
        return Bundle(host);
    }
}
