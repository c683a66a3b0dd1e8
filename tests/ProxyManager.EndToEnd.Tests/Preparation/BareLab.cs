using ProxyManager.Lab;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary>A gateway and a peer with nothing but Debian and SSH, as a new machine comes.</summary>
public sealed class BareLab : FleetLab
{
    private const string Snapshot = """
        echo "== packages"; dpkg-query -W -f '${Package} ${Version} ${db:Status-Abbrev}\n' | sort
        echo "== files"; find / -xdev \( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/tmp -o -path /var/cache -o -path /var/log \
            -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/lib/systemd -o -path /srv -o -path /root -o -path /dev \) -prune -o -printf '%p %y %m %u:%g %l\n' | sort
        find /etc /usr/local -xdev -type f ! -name ld.so.cache ! -name '*-' -exec sha256sum {} + | sort -k2
        echo "== nftables"; ! command -v nft > /dev/null || nft list ruleset
        echo "== network"; ip -o address show scope global | sed 's/^[0-9]*: //; s/valid_lft.*//' | sort
        ip -o link show | sed 's/^[0-9]*: //; s/@[^:]*//; s/ qlen.*//; s/ link\/.*//' | sort
        for v in -4 -6; do ip $v rule; ip $v route show table all | grep -v -e '^multicast' -e fe80 | sed 's/expires.*//'; done | sort
        echo "== sysctls"; sysctl -a 2> /dev/null | grep -E '^net\.(ipv4|ipv6|core)|^net.netfilter.*max' | grep -v -E 'random|uuid|tcp_fastopen_key|neigh.*(stale|time)' | sort
        echo "== units"; systemctl list-unit-files --no-legend --no-pager | awk '{ print $1, $2 }' | sort
        systemctl list-units --all --plain --no-legend | awk '{ print $1 }' | grep -E '^pm-' | sort
        echo "== users"; getent passwd; getent group
        """;

    private readonly Dictionary<string, string[]> _before = [];

    /// <summary>What the first preparation left.</summary>
    internal PmResult Prepared { get; private set; } = null!;

    protected override string Inventory => """
        fleet: acme
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { reconcile: 1h }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          p1:
            ssh: root@192.0.2.20
            address: 10.20.1.10
            services: { web: { port: 8443 }, blog: { port: 8080 } }
        routes:
          blog: { http: blog.example.com, tls: internal, to: p1/blog }
          shop: { sni: shop.example.com, to: p1/web }
          echo: { tcp: 7000, to: "p1:7000", clientIp: transparent }
        firewall:
          all: { open: [] }
        """;

    protected override LabPlan Adjust(LabPlan plan) => plan with { Flavour = LabFlavour.Bare, Caddy = null };

    protected override async Task PrepareAsync()
    {
        foreach (var host in (string[])["gw1", "p1"])
            _before[host] = await SnapshotAsync(host);
        Prepared = await PmAsync("host", "init");
    }

    /// <summary>What of a host is not as it was before its first preparation; empty when all is.</summary>
    public async Task<string> LeftoversAsync(string host)
    {
        var now = await SnapshotAsync(host);
        return string.Join('\n', _before[host].Except(now).Select(l => $"- {l}").Concat(now.Except(_before[host]).Select(l => $"+ {l}")));
    }

    private async Task<string[]> SnapshotAsync(string host) => (await OnAsync(host, Snapshot)).Split('\n');
}
