namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>The ways in which resources of each kind are broken, in waves: what is in one wave is broken at once and put right in one run.</summary>
internal static class Breakages
{
    private const string HaproxyDirectory = "/etc/proxymanager/haproxy";
    private const string HaproxyConfig = HaproxyDirectory + "/haproxy.cfg";
    private const string Map = HaproxyDirectory + "/sni-443.map";
    private const string CaddyConfig = "/etc/proxymanager/caddy/caddy.json";
    private const string CaddyProgram = "/usr/local/lib/proxymanager/caddy";
    private const string Units = "/etc/systemd/system/";
    private const string HaproxyUnit = Units + "pm-haproxy.service";
    private const string WireGuardUnit = Units + "pm-wireguard@.service";
    private const string Rule4 = "ipv4 pref 1001 fwmark 0x100000/0xf00000 lookup 1001";
    private const string Rule6 = "ipv6 pref 1001 fwmark 0x100000/0xf00000 lookup 1001";
    private const string Route = "10.20.0.0/16 table 254 dev pm0";

    /// <summary>What is undone when all waves are over, by host: what others would have left.</summary>
    public static IReadOnlyDictionary<string, string> Cleanup { get; } = new Dictionary<string, string>
    {
        ["ams1"] = $"nft delete table inet filter; rm -rf {HaproxyDirectory}.pm-aside {WireGuardUnit}.pm-aside {HaproxyConfig}.pm-aside",
        ["nas"] = "ip rule del pref 1002; ip -6 rule del pref 1002; ip route del 10.20.0.0/16 metric 50 || true",
    };

    public static IReadOnlyList<IReadOnlyList<Breakage>> Waves { get; } =
    [
        [
            Gateway("user", "proxymanager", "usermod --shell /bin/bash proxymanager"),
            Gateway("directory", HaproxyDirectory, $"chmod 0777 {HaproxyDirectory}"),
            Gateway("file", WireGuardUnit, $"echo '# mine' >>{WireGuardUnit}"),
            Gateway("sysctl", "net/ipv4/tcp_migrate_req", "sysctl -qw net.ipv4.tcp_migrate_req=0"),
            Gateway("forwarding", "ip", "sysctl -qw net.ipv4.ip_forward=0"),
            Gateway("unit", "pm-caddy.service", "systemctl stop pm-caddy"),
            Gateway("wireguard", "pm0", "wg set pm0 peer \"$(wg show pm0 peers)\" remove"),
            Gateway("route", Route, "ip route del 10.20.0.0/16 dev pm0"),
            Gateway("nftables", "inet proxymanager", "nft flush chain inet proxymanager pm_input"),
            Gateway("foreign-accept", "0x1000000", "nft 'table inet filter { chain forward { type filter hook forward priority filter; policy drop; }; }'"),
            Gateway("haproxy", "pm-haproxy.service", $"echo '# mine' >>{HaproxyConfig}"),
            Peer("rule", Rule6, "ip -6 rule del pref 1001"),
            Peer("wireguard", "pm-ams1", "ip link del pm-ams1"),
            Peer("sysctl", "net/ipv4/conf/pm-ams1/rp_filter", "true"),
        ],
        [
            Gateway("user", "proxymanager", "sed -i '/^proxymanager:/s,:/var/lib[^:]*:,:/tmp:,' /etc/passwd"),
            Gateway("directory", HaproxyDirectory, $"chown nobody:nogroup {HaproxyDirectory}"),
            Gateway("file", WireGuardUnit, $"chmod 0600 {WireGuardUnit}"),
            Gateway("forwarding", "ip", "sysctl -qw net.ipv6.conf.all.forwarding=0"),
            Gateway("unit", "pm-haproxy.service", "systemctl disable -q pm-haproxy"),
            Gateway("wireguard", "pm0", "wg set pm0 peer \"$(wg genkey | wg pubkey)\" allowed-ips 10.20.9.9/32"),
            Gateway("route", Route, "ip route replace 10.20.0.0/16 dev lo"),
            Gateway("nftables", "inet proxymanager", "nft delete element inet proxymanager pm_targets4 '{ tcp . 7000 }'"),
            Gateway("foreign-accept", "0x1000000", "nft flush chain inet filter forward"),
            Gateway("caddy", "pm-caddy.service", "curl -sf --unix-socket /run/proxymanager/edge/caddy-admin.sock -X DELETE http://localhost/config/apps/http"),
            Gateway("haproxy", "pm-haproxy.service", $"chown proxymanager {HaproxyConfig}"),
            Peer("rule", Rule4, "ip rule del pref 1001"),
            Peer("sysctl", "net/ipv4/conf/pm-ams1/rp_filter", "sysctl -qw net.ipv4.conf.pm-ams1.rp_filter=1"),
            Peer("route", "0.0.0.0/0 table 1001 dev pm-ams1", "ip route flush table 1001"),
        ],
        [
            Gateway("user", "proxymanager", "sed -i '/^proxymanager:/s,:[^:]*:[^:]*$,:/root:/bin/sh,' /etc/passwd"),
            Gateway("directory", HaproxyDirectory, $"mv {HaproxyDirectory} /root/haproxy && ln -s /root/haproxy {HaproxyDirectory}"),
            Gateway("file", WireGuardUnit, $"cp {WireGuardUnit} /root/unit && ln -sf /root/unit {WireGuardUnit}"),
            Gateway("forwarding", "ip", "sysctl -qw net.ipv6.conf.eth0.accept_ra=1"),
            Gateway("unit", "pm-haproxy.service", "systemctl stop pm-haproxy"),
            Gateway("wireguard", "pm0", "ip link set pm0 mtu 1300"),
            Gateway("route", Route, "ip route replace blackhole 10.20.0.0/16"),
            Gateway("nftables", "inet proxymanager", "nft delete table inet proxymanager"),
            Gateway("foreign-accept", "0x1000000", "nft insert rule inet filter forward drop"),
            Gateway("caddy", "pm-caddy.service", $"echo '{{}}' >{CaddyConfig}"),
            Peer("rule", Rule4, "ip rule del pref 1001 && ip rule add pref 1001 fwmark 0x100000/0xf00000 lookup 254"),
            Peer("sysctl", "net/ipv4/conf/pm-ams1/rp_filter", "sysctl -qw net.ipv4.conf.pm-ams1.rp_filter=0"),
        ],
        [
            Gateway("user", "proxymanager", "sed -i '/^proxymanager:/d' /etc/passwd"),
            Gateway("file", HaproxyUnit, $"rm {HaproxyUnit}; ln -s /dev/null {HaproxyUnit}; systemctl daemon-reload; systemctl stop pm-haproxy"),
            Gateway("unit", "pm-haproxy.service", "true"),
            Gateway("forwarding", "ip", "sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0"),
            Gateway("wireguard", "pm0", "ip addr del 10.20.0.1/32 dev pm0; ip addr add 10.20.0.77/32 dev pm0"),
            Gateway("nftables", "inet proxymanager", "nft flush ruleset"),
            Gateway("sysctl", "net/ipv4/tcp_migrate_req", "echo net.ipv4.tcp_migrate_req=0 >/etc/sysctl.d/99-mine.conf; sysctl -q --system; rm /etc/sysctl.d/99-mine.conf"),
            Gateway("caddy", "pm-caddy.service", $"chmod 0644 {CaddyConfig}"),
            Peer("rule", Rule6, "ip -6 rule del pref 1001 && ip -6 rule add pref 1002 fwmark 0x100000/0xf00000 lookup 1001"),
            Peer("route", "0.0.0.0/0 table 1001 dev pm-ams1", "ip route replace 0.0.0.0/0 dev lo table 1001"),
            Peer("wireguard", "pm-ams1", "wg set pm-ams1 private-key /dev/stdin <<E\n$(wg genkey)\nE"),
        ],
        [
            Gateway("directory", HaproxyDirectory, $"rm -rf {HaproxyDirectory} && touch {HaproxyDirectory}"),
            Gateway("file", WireGuardUnit, $"rm {WireGuardUnit} && mkdir -p {WireGuardUnit}/full"),
            Gateway("forwarding", "ip", "sysctl -qw net.ipv6.conf.default.accept_ra=1"),
            Gateway("unit", "pm-check.timer", "systemctl disable -q pm-check.timer"),
            Gateway("wireguard", "pm0", "ip link del pm0"),
            Gateway("route", Route, "true"),
            Gateway("nftables", "inet proxymanager", "nft insert rule inet proxymanager pm_input accept"),
            Gateway("foreign-accept", "0x1000000", "nft 'table inet filter { chain forward { type filter hook forward priority filter; policy drop; }; }'"),
            Gateway("haproxy", "pm-haproxy.service", "true"),
            Gateway("caddy", "pm-caddy.service", $"rm {CaddyProgram}"),
            Peer("rule", Rule4, "ip rule del pref 1001 && ip rule add pref 1002 fwmark 0x100000/0x00100000 lookup 1001"),
            Peer("route", "10.20.0.0/16 table 254 dev pm-ams1", "ip route del 10.20.0.0/16 dev pm-ams1 && ip route add 10.20.0.0/16 dev pm-ams1 metric 50"),
        ],
        [
            Gateway("user", "proxymanager", "usermod --shell /usr/bin/sh proxymanager"),
            Gateway("directory", HaproxyDirectory, $"rm -rf {HaproxyDirectory}"),
            Gateway("file", WireGuardUnit, $"rm {WireGuardUnit}"),
            Gateway("unit", "pm-caddy.service", "systemctl stop pm-caddy; systemctl disable -q pm-caddy"),
            Gateway("wireguard", "pm0", "ip link set pm0 down"),
            Gateway("foreign-accept", "0x1000000", "nft delete table inet filter; nft 'table ip filter { chain FORWARD { type filter hook forward priority filter; policy drop; }; }'"),
            Gateway("caddy", "pm-caddy.service", $"ln -sfn /bin/false {CaddyProgram}"),
            Gateway("haproxy", "pm-haproxy.service", "true"),
            Peer("sysctl", "net/ipv4/conf/pm-ams1/rp_filter", "sysctl -qw net.ipv4.conf.pm-ams1.rp_filter=1"),
        ],
        [
            Gateway("caddy", "pm-caddy.service", "ss -K -tln sport = :80 >/dev/null; ! ss -tln | grep -q ':80 '"),
            Gateway("haproxy", "pm-haproxy.service", "ss -K -tln sport = :443 >/dev/null; ! ss -tln | grep -q ':443 '"),
        ],
        [
            Gateway("haproxy", "pm-haproxy.service", $"rm {HaproxyConfig} && mkdir {HaproxyConfig}"),
            Gateway("unit", "pm-caddy.service", $"rm {Units}multi-user.target.wants/pm-caddy.service; systemctl daemon-reload"),
        ],
        [
            Gateway("caddy", "pm-caddy.service", "ln -sfT http.c /run/proxymanager/http"),
        ],
        [
            Gateway("caddy", "pm-caddy.service", "rm /run/proxymanager/http/*.sock"),
        ],
        [
            Gateway("caddy", "pm-caddy.service", "systemctl stop pm-caddy; rm /run/proxymanager/http && mkdir /run/proxymanager/http"),
            Gateway("haproxy", "pm-haproxy.service", $"chmod 0666 {Map}; echo 'set map {Map} shop.example.com 10.20.1.99' | socat - UNIX:/run/proxymanager/edge/haproxy.sock"),
        ],
    ];

    private static Breakage Gateway(string kind, string name, string command) => new("ams1", kind, name, command);

    private static Breakage Peer(string kind, string name, string command) => new("nas", kind, name, command);
}
