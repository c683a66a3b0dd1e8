namespace ProxyManager.Agent.Diagnoses;

/// <summary>The programs that are asked. None of them changes anything, and none prints keys by itself.</summary>
internal static class DiagnosticSources
{
    public static readonly IReadOnlyList<(string Name, string Program, string[] Arguments)> All =
    [
        ("kernel", "uname", ["-a"]),
        ("versions", "nft", ["--version"]),
        ("versions", "wg", ["--version"]),
        ("versions", "systemctl", ["--version"]),
        ("units", "systemctl", ["list-units", "--all", "--plain", "--no-legend", "--no-pager", "pm-*"]),
        ("timers", "systemctl", ["list-timers", "--all", "--no-legend", "--no-pager", "pm-*"]),
        ("journal", "journalctl", ["--quiet", "--no-pager", "--output=short-iso", "--lines=300", "--unit=pm-*"]),
        ("nftables", "nft", ["-s", "-n", "list", "table", "inet", "proxymanager"]),
        ("chains", "nft", ["list", "chains"]),
        ("wireguard", "wg", ["show", "all"]),
        ("interfaces", "ip", ["-details", "address", "show"]),
        ("routes", "ip", ["route", "show", "table", "all"]),
        ("routes", "ip", ["-6", "route", "show", "table", "all"]),
        ("rules", "ip", ["rule", "show"]),
        ("rules", "ip", ["-6", "rule", "show"]),
        ("sockets", "ss", ["--listening", "--numeric", "--tcp", "--udp", "--processes"]),
        ("sysctls", "sysctl", ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding", "net.ipv4.conf.all.rp_filter", "net.ipv4.tcp_migrate_req"]),
        ("clock", "timedatectl", ["show"]),
        ("disks", "df", ["--portability", "--human-readable"]),
        ("memory", "free", ["--mebi"]),
    ];
}
