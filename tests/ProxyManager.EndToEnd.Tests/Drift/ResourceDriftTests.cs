using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>Somebody changes a host by hand: <c>pm drift</c> says what, and the host's own timer puts it right.</summary>
[Collection(DriftLab.Collection)]
public sealed class ResourceDriftTests(DriftLab lab)
{
    private const string Table = "nftables inet proxymanager";
    private const string Foreign = "foreign-accept 0x1000000";
    private const string DroppingFilter = "table inet filter { chain forward { type filter hook forward priority filter; policy drop; }; }";
    private const string Map = "/etc/proxymanager/haproxy/sni-443.map";

    [LabTheory]
    [InlineData("ams1", "file /etc/systemd/system/pm-haproxy.service", "echo '# mine' >>/etc/systemd/system/pm-haproxy.service")]
    [InlineData("ams1", "file /etc/systemd/system/pm-wireguard@.service", "chmod 0600 /etc/systemd/system/pm-wireguard@.service")]
    [InlineData("ams1", "directory /etc/proxymanager/haproxy", "chmod 0777 /etc/proxymanager/haproxy")]
    [InlineData("ams1", "sysctl net/ipv4/tcp_migrate_req", "sysctl -qw net.ipv4.tcp_migrate_req=0")]
    [InlineData("ams1", "forwarding ip", "sysctl -qw net.ipv4.ip_forward=0")]
    [InlineData("ams1", "forwarding ip", "sysctl -qw net.ipv6.conf.all.forwarding=0")]
    [InlineData("ams1", "unit pm-haproxy.service", "systemctl disable -q pm-haproxy")]
    [InlineData("ams1", "unit pm-haproxy.service", "systemctl stop pm-haproxy")]
    [InlineData("ams1", "unit pm-caddy.service", "systemctl stop pm-caddy")]
    [InlineData("ams1", "unit pm-check.timer", "systemctl disable -q pm-check.timer")]
    [InlineData("ams1", "wireguard pm0", "wg set pm0 peer \"$(wg show pm0 peers)\" remove")]
    [InlineData("ams1", "wireguard pm0", "wg set pm0 peer \"$(wg genkey | wg pubkey)\" allowed-ips 10.20.9.9/32")]
    [InlineData("ams1", "wireguard pm0", "ip link set pm0 mtu 1300")]
    [InlineData("ams1", "wireguard pm0", "ip addr del 10.20.0.1/32 dev pm0")]
    [InlineData("ams1", "wireguard pm0", "ip link del pm0")]
    [InlineData("ams1", "route 10.20.0.0/16 table 254 dev pm0", "ip route del 10.20.0.0/16 dev pm0")]
    [InlineData("ams1", Table, "nft flush chain inet proxymanager pm_input")]
    [InlineData("ams1", Table, "nft delete element inet proxymanager pm_targets4 '{ tcp . 7000 }'")]
    [InlineData("ams1", Table, "nft delete table inet proxymanager")]
    [InlineData("ams1", Table, "nft flush ruleset")]
    [InlineData("ams1", Foreign, "nft '" + DroppingFilter + "'", "nft delete table inet filter")]
    [InlineData("ams1", "caddy pm-caddy.service", "curl -sf --unix-socket /run/proxymanager/edge/caddy-admin.sock -X DELETE http://localhost/config/apps/http")]
    [InlineData("ams1", "caddy pm-caddy.service", "echo '{}' >/etc/proxymanager/caddy/caddy.json")]
    [InlineData("ams1", "haproxy pm-haproxy.service", "echo '# mine' >>/etc/proxymanager/haproxy/haproxy.cfg")]
    [InlineData("ams1", "haproxy pm-haproxy.service", "echo 'set map " + Map + " shop.example.com 10.20.1.99' | socat - UNIX:/run/proxymanager/edge/haproxy.sock")]
    [InlineData("ams1", "caddy pm-caddy.service", "chmod 0644 /etc/proxymanager/caddy/caddy.json")]
    [InlineData("ams1", "caddy pm-caddy.service", "rm /usr/local/lib/proxymanager/caddy")]
    [InlineData("ams1", "caddy pm-caddy.service", "ln -sfn /bin/false /usr/local/lib/proxymanager/caddy")]
    [InlineData("ams1", "caddy pm-caddy.service", "ss -K -tln sport = :80 >/dev/null; ! ss -tln | grep -q ':80 '")]
    [InlineData("ams1", "haproxy pm-haproxy.service", "chown proxymanager /etc/proxymanager/haproxy/haproxy.cfg")]
    [InlineData("ams1", "haproxy pm-haproxy.service", "chmod 0666 " + Map)]
    [InlineData("ams1", "haproxy pm-haproxy.service", "ss -K -tln sport = :443 >/dev/null; ! ss -tln | grep -q ':443 '")]
    [InlineData("ams1", "user proxymanager", "usermod --shell /bin/bash proxymanager")]
    [InlineData("ams1", "user proxymanager", "sed -i '/^proxymanager:/s,:/var/lib[^:]*:,:/tmp:,' /etc/passwd")]
    [InlineData("ams1", "forwarding ip", "sysctl -qw net.ipv6.conf.eth0.accept_ra=1")]
    [InlineData("nas", "wireguard pm-ams1", "ip link del pm-ams1")]
    [InlineData("nas", "sysctl net/ipv4/conf/pm-ams1/rp_filter", "sysctl -qw net.ipv4.conf.pm-ams1.rp_filter=1")]
    [InlineData("nas", "route 0.0.0.0/0 table 1001 dev pm-ams1", "ip route flush table 1001")]
    [InlineData("nas", "rule ipv6 pref 1001 fwmark 0x100000/0xf00000 lookup 1001", "ip -6 rule del pref 1001")]
    public async Task Drift_ShownAndPutRightByTheHost(string host, string resource, string change, string after = "true")
    {
        var (kind, name) = (resource.Split(' ')[0], resource[(resource.IndexOf(' ') + 1)..]);
        await lab.HoldTimerAsync(host);
        var broken = DateTimeOffset.UtcNow;
        await lab.OnAsync(host, change);
        try
        {
            var drift = (await lab.PmAsync("drift", "--limit", host)).ShouldExitWith(ExitCode.Differences).Host(host);
            drift.Changes.ShouldContain(c => c.Kind == kind && c.Name == name && c.Drift, string.Join('\n', drift.Changes));
        }
        finally
        {
            await lab.ReleaseTimerAsync(host);
        }
        await lab.ShouldPutRightAsync(host, kind, name, broken);
        await lab.OnAsync(host, after);
    }

    [LabFact]
    public async Task PackageRemoved_IsToldByTheHostAndPreparationHelps()
    {
        await lab.OnAsync("ams1", "dpkg --remove --force-depends wireguard-go");
        await FleetLab.EventuallyAsync(
            "the host tells it", async () => (await lab.StatusAsync("ams1")).Problems.Any(p => p.Message.Contains("wireguard-go", StringComparison.Ordinal)));
        (await lab.PmAsync("drift", "--limit", "ams1")).Host("ams1").Changes.ShouldContain(c => c.Kind == "package" && c.Name == "wireguard-go" && c.Drift);

        (await lab.PmAsync("host", "init", "ams1")).ShouldExitWith(ExitCode.Success).Host("ams1").Done.ShouldContain("installed wireguard-go");

        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift", "--limit", "ams1")).ExitCode == ExitCode.Success);
    }

    [LabFact]
    public async Task EndpointName_LeadsElsewhereNow_IsResolvedAnewAndTheTunnelIsBack()
    {
        await lab.HoldTimerAsync("nas");
        // As when the gateway moved while the peer's last known address is the old one.
        await lab.OnAsync("nas", """
            rm -f /run/proxymanager/endpoints-asked
            sed -i 's/203\.0\.113\.10/203.0.113.99/' /var/lib/proxymanager/endpoints.json
            grep -q 203.0.113.99 /var/lib/proxymanager/endpoints.json
            ip link del pm-ams1
            """);

        await lab.ReleaseTimerAsync("nas");

        await FleetLab.EventuallyAsync(
            "the tunnel", async () => (await lab.TryOnAsync("nas", "wg show pm-ams1 endpoints | grep -q 203.0.113.10 && ping -c1 -W1 10.20.0.1")).Succeeded, TimeSpan.FromSeconds(60));
    }
}
