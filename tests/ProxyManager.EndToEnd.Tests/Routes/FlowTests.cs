using System.Net.Sockets;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>What an apply does to connections under way.</summary>
[Collection(RoutesLab.Collection)]
public sealed class FlowTests(RoutesLab lab)
{
    private const string UnmanagedPeer = """
          phone: { address: 10.20.1.99, publicKey: "6mtmCYT3ZkfdRCkQYsVQcgHlhBMlxdmwVJvbLUUvjCo=" }

        """;

    private static readonly IReadOnlyList<(string Gateway, AddressFamily Family)> Paths =
    [
        ("ams1", AddressFamily.InterNetwork), ("ams1", AddressFamily.InterNetworkV6), ("fra1", AddressFamily.InterNetwork), ("fra1", AddressFamily.InterNetworkV6),
    ];

    [LabFact]
    public async Task Apply_ForwardLeadsElsewhere_EndsItsFlowsOnly()
    {
        var moved = await HoldAsync(7000);
        var others = await HoldAsync(7001);
        await lab.WithAsync(RoutesLab.Text.Replace("udp: 7000, to: nas/line", "udp: 7000, to: nuc/line", StringComparison.Ordinal), async () =>
        {
            await Task.WhenAll(moved.Select(c => c.ShouldEndAsync()));
            await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
            foreach (var (gateway, family) in Paths)
                (await lab.ClientAsync($"tcp {lab.Address(gateway, family)} 7000")).ShouldStartWith("nuc 7000 ");
        });
        await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
    }

    [LabFact]
    public async Task Apply_NameRemoved_EndsItsConnectionsOnly()
    {
        var removed = await HoldAsync(443, "south.shop.example.com");
        var others = await HoldAsync(443, "shop.example.com");
        // Another route to the same upstream would keep its connections on Caddy.
        var without = RoutesLab.Text
            .Replace("  branches: {", "  branches: { enabled: false,", StringComparison.Ordinal)
            .Replace("  fallback: {", "  fallback: { enabled: false,", StringComparison.Ordinal);
        await lab.WithAsync(without, async () =>
        {
            await Task.WhenAll(removed.Select(c => c.ShouldEndAsync()));
            await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
            foreach (var (gateway, family) in Paths)
                (await lab.CertificateAsync(gateway, family, 443, "south.shop.example.com")).ShouldBe("");
        });
        await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
    }

    [LabFact]
    public async Task Apply_ClientDenied_EndsItsConnectionsOfThatRouteOnHaproxy()
    {
        var denied = await lab.HoldAsync("ams1", AddressFamily.InterNetwork, 7002);
        var others = await HoldAsync(443, "shop.example.com");
        var strict = RoutesLab.Text.Replace("pair: { tcp: 7002, ", "pair: { tcp: 7002, deny: [192.0.2.0/24], ", StringComparison.Ordinal);
        await lab.WithAsync(strict, async () =>
        {
            await denied.ShouldEndAsync();
            await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
        });
    }

    [LabFact]
    public async Task Undo_ConnectionsThatOnlyTheUndoneChangeLetIn_End()
    {
        var others = await HoldAsync(7001);
        var trial = RoutesLab.Text.Replace(
            "routes:\n", "routes:\n  tried: { tcp: 7300, to: nuc/second }\n  at-edge: { tcp: 7301, to: [nuc/second, nuc/line], balance: first }\n", StringComparison.Ordinal);
        lab.RewriteInventory(trial);
        try
        {
            (await lab.PmAsync("apply", "--yes", "--confirm", "manual", "--limit", "ams1:fra1")).ShouldExitWith(ExitCode.Success);
            HeldConnection[] tried = [.. await HoldAsync(7300), .. await HoldAsync(7301)];

            await Task.WhenAll(lab.OnAsync("ams1", "pm-agent undo"), lab.OnAsync("fra1", "pm-agent undo"));

            await Task.WhenAll(tried.Select(c => c.ShouldEndAsync()));
            await Task.WhenAll(others.Select(c => c.ShouldLiveAsync()));
        }
        finally
        {
            lab.RewriteInventory(RoutesLab.Text);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        }
    }

    [LabFact]
    public async Task Apply_UpstreamGone_LeavesTheGatewaysOwnConnectionsToIt()
    {
        var removed = await HoldAsync(443, "south.shop.example.com");
        await lab.OnAsync("fra1", "systemd-run --quiet --collect --unit=visitor bash -c 'exec 3<>/dev/tcp/10.20.1.11/8443 && read -r <&3'");
        await FleetLab.EventuallyAsync("a connection of the gateway's own", async () => (await OwnAsync()).Length > 0);
        try
        {
            var without = RoutesLab.Text
                .Replace("  branches: {", "  branches: { enabled: false,", StringComparison.Ordinal)
                .Replace("  fallback: {", "  fallback: { enabled: false,", StringComparison.Ordinal);
            await lab.WithAsync(without, async () =>
            {
                await Task.WhenAll(removed.Select(c => c.ShouldEndAsync()));
                (await OwnAsync()).ShouldNotBe("", "it is none of the edge's");
            });
        }
        finally
        {
            await lab.OnAsync("fra1", "systemctl stop visitor");
        }

        Task<string> OwnAsync() => lab.OnAsync("fra1", "ss -Htn state established dst 10.20.1.11:8443 and cgroup = /system.slice/visitor.service");
    }

    [LabFact]
    public async Task Apply_OtherRoutesChange_ConnectionsLiveOn()
    {
        HeldConnection[] connections = [.. await HoldAsync(7001), .. await HoldAsync(443, "shop.example.com"), .. await HoldAsync(7002)];
        var added = RoutesLab.Text.Replace(
            "routes:\n", "routes:\n  added: { tcp: 7300, to: nuc/line }\n  named: { sni: named.example.com, to: nuc/web }\n", StringComparison.Ordinal);
        await lab.WithAsync(added, async () => (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success));
        await Task.WhenAll(connections.Select(c => c.ShouldLiveAsync()));
    }

    [LabFact]
    public async Task Apply_PeerAdded_TouchesNoOtherSession()
    {
        var connection = await lab.HoldAsync("ams1", AddressFamily.InterNetwork, 7001);
        var sessions = await lab.OnAsync("ams1", "wg show pm0 endpoints | sort");
        await lab.WithAsync(RoutesLab.Text.Replace("routes:\n", UnmanagedPeer + "routes:\n", StringComparison.Ordinal), async () =>
        {
            (await lab.OnAsync("ams1", "wg show pm0 allowed-ips")).ShouldContain("10.20.1.99/32");
            (await lab.OnAsync("ams1", "wg show pm0 endpoints | sort | grep -v none")).ShouldBe(sessions);
            await connection.ShouldLiveAsync();
        });
        (await lab.OnAsync("ams1", "wg show pm0 allowed-ips")).ShouldNotContain("10.20.1.99/32");
        await connection.ShouldLiveAsync();
    }

    private Task<HeldConnection[]> HoldAsync(int port, string name = "") => Task.WhenAll(Paths.Select(p => lab.HoldAsync(p.Gateway, p.Family, port, name)));
}
