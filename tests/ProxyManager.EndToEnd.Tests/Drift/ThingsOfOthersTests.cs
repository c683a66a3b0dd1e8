using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>What is not ours stays as it is, whatever is put right beside it.</summary>
[Collection(DriftLab.Collection)]
public sealed class ThingsOfOthersTests(DriftLab lab)
{
    private const string Look = """
        nft -s list table inet mine; ip -o addr show dev mine0; ip -d link show dev mine0 | head -2; ip route show table 4242; ip rule show pref 4242
        wg show mine1 dump | head -1; sysctl net.ipv4.conf.mine0.rp_filter; sha256sum /etc/caddy/Caddyfile /etc/haproxy/haproxy.cfg; stat -c '%n %a %U %Y' /etc/haproxy/haproxy.cfg
        systemctl is-active caddy haproxy; systemctl is-enabled haproxy || true; systemctl show -p MainPID -p StateChangeTimestampMonotonic caddy haproxy
        curl -s http://127.0.0.1:8099; curl -s http://127.0.0.1:8098
        """;

    /// <summary>What makes both of our engines load something.</summary>
    private const string Others = """
          checked: { tcp: 7100, health: { interval: 1s }, to: nas/line }
          second: { http: second.example.com, tls: internal, to: nas/http }

        """;

    [LabFact]
    public async Task Repair_BesideThingsOfOthers_TouchesNoneOfThem()
    {
        await lab.HoldTimerAsync("ams1");
        await lab.OnAsync("ams1", """
            nft 'table inet mine { set s { type ipv4_addr; elements = { 192.0.2.7 } }; chain input { type filter hook input priority 5; ip saddr @s counter drop; }; }'
            ip link add mine0 type bridge; ip addr add 100.64.7.1/24 dev mine0; ip link set mine0 up mtu 1234; sysctl -qw net.ipv4.conf.mine0.rp_filter=1
            ip route add 100.65.0.0/24 dev mine0 table 4242; ip rule add pref 4242 fwmark 0x42 lookup 4242
            wireguard-go mine1; wg genkey | wg set mine1 private-key /dev/stdin listen-port 4242
            printf '{\n admin off\n auto_https off\n}\nhttp://127.0.0.1:8099 {\n respond mine\n}\n' >/etc/caddy/Caddyfile; systemctl start caddy
            cp /etc/haproxy/haproxy.cfg /root/haproxy.cfg
            printf 'defaults\n mode http\n timeout client 5s\n timeout connect 5s\n timeout server 5s\nfrontend own\n bind 127.0.0.1:8098\n http-request return status 200 content-type text/plain string own-haproxy\n' >/etc/haproxy/haproxy.cfg
            systemctl start haproxy
            wg set pm0 peer "$(wg show pm0 peers)" endpoint 198.51.100.77:4242
            """);
        try
        {
            var before = await lab.OnAsync("ams1", Look);
            before.ShouldContain("mine");
            before.ShouldContain("mtu 1234");
            before.ShouldEndWith("own-haproxy");
            // Neither is where the peer seems to have roamed to.
            (await lab.PmAsync("drift", "--limit", "ams1")).Host("ams1").Changes.ShouldAllBe(c => c.Name == "pm-check.timer");

            var since = DateTimeOffset.UtcNow;
            await lab.OnAsync("ams1", "nft delete table inet proxymanager; systemctl stop pm-caddy pm-haproxy; ip link set pm0 mtu 1300; ip route del 10.20.0.0/16 dev pm0");
            await lab.ReleaseTimerAsync("ams1");
            await lab.ShouldPutRightAsync("ams1", "nftables", "inet proxymanager", since);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);

            (await lab.OnAsync("ams1", Look)).ShouldBe(before);

            lab.RewriteInventory(DriftLab.Fleet.Replace("routes:\n", "routes:\n" + Others, StringComparison.Ordinal));
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("ams1").Changes
                .ShouldSatisfyAllConditions(c => c.ShouldContain(x => x.Kind == "haproxy"), c => c.ShouldContain(x => x.Kind == "caddy"));
            (await lab.OnAsync("ams1", Look)).ShouldBe(before);
            lab.RewriteInventory(DriftLab.Fleet);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
            (await lab.OnAsync("ams1", Look)).ShouldBe(before);
        }
        finally
        {
            lab.RewriteInventory(DriftLab.Fleet);
            await lab.TryOnAsync("ams1", "systemctl stop caddy haproxy; mv /root/haproxy.cfg /etc/haproxy/haproxy.cfg; nft delete table inet mine; ip rule del pref 4242; ip link del mine0; ip link del mine1");
        }
    }
}
