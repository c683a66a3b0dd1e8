using ProxyManager.Resources;

namespace ProxyManager.EndToEnd.Tests.Lockouts;

/// <summary>A way to cut oneself off.</summary>
/// <param name="Name">What is wrong with the change.</param>
/// <param name="Resources">What comes to the host's bundle.</param>
internal sealed record Lockout(string Name, params IReadOnlyList<Resource> Resources)
{
    /// <summary>The interface that the administrator comes in on.</summary>
    private const string Interface = "mgmt0";

    /// <summary>Where the administrator is.</summary>
    private const string Controller = "198.18.0.1";

    private const string Input = "type filter hook input priority -150;";
    private const string Output = "type filter hook output priority -150;";

    /// <summary>All of them. Those that no inventory can express come as resources of a bundle.</summary>
    public static IReadOnlyList<Lockout> All { get; } =
    [
        // What filters.
        Chain("input drops SSH", Input, "tcp dport 22 drop"),
        Chain("input drops everything", Input, "drop"),
        Chain("SSH is open to a wrong range", Input, "tcp dport 22 ip saddr != 203.0.113.0/24 drop"),
        Chain("new connections are dropped", Input, "ct state new drop"),
        Chain("SSH is rejected with a reset", Input, "tcp dport 22 reject with tcp reset"),
        Chain("output drops everything", Output, "drop"),
        Chain("SSH's answers are dropped", Output, "tcp sport 22 drop"),
        Chain("all answers are dropped", Output, "ct direction reply drop"),
        Chain("the handshake is dropped", Output, "tcp flags & (syn | ack) == syn | ack drop"),
        Chain("large packets vanish, as with a wrong MTU", Output, "meta length > 500 drop"),
        Chain("SSH is dropped before conntrack", "type filter hook prerouting priority raw;", "tcp dport 22 drop"),
        Chain("SSH is redirected to another port", "type nat hook prerouting priority -150;", "tcp dport 22 redirect to :9"),
        Chain("SSH is forwarded to another host", "type nat hook prerouting priority -150;", "meta nfproto ipv4 tcp dport 22 dnat ip to 192.0.2.250"),

        // What routes.
        new("the way back is unreachable", new RouteResource($"{Controller}/32", Interface: null)),
        new("the way back leads elsewhere", new RouteResource("198.18.0.0/16", "eth0")),
        new("the way back leads to the host itself", new RouteResource($"{Controller}/32", "lo")),
        new(
            "a rule sends the answers to an unreachable default route",
            new RouteResource("0.0.0.0/0", Interface: null, Table: 900),
            new RuleResource(V6: false, Priority: 900, Mark: 0x04000000, Mask: 0x04000000, Table: 900),
            Table("type route hook output priority mangle;", "tcp sport 22 meta mark set meta mark | 0x04000000")),
        ByDefaultRoute("the default route leads elsewhere", new RouteResource("0.0.0.0/0", "eth0")),
        ByDefaultRoute("the default route leads nowhere", new RouteResource("0.0.0.0/0", Interface: null)),
        ByAdvertisedRoute("a better default route than the advertised one leads elsewhere", new RouteResource("::/0", "eth0", Metric: 100)),
        ByAdvertisedRoute("forwarding is on, and advertisements are no longer heeded", new SysctlResource("net/ipv6/conf/all/forwarding", "1")),
        Unit("a rule makes everything unreachable", "ip rule add pref 5 unreachable", "ip rule delete pref 5"),

        // What the interface is.
        Unit("the interface goes down", $"ip link set {Interface} down", $"ip link set {Interface} up"),
        Unit("the address is gone", Addresses("flush"), Addresses("restore")),
        Unit("the address is another", Addresses("move"), Addresses("restore")),
        Unit("the address has moved to another host, which has its own", Addresses("swap"), Addresses("restore")),
        Unit("the host has the administrator's address too", $"ip address add {Controller}/15 dev {Interface}", $"ip address delete {Controller}/15 dev {Interface}"),
        Unit("the MTU is the smallest that IPv4 has", $"ip link set {Interface} mtu 68", $"ip link set {Interface} mtu 1500"),
        Unit(
            "the neighbour is somebody else",
            $"ip neighbour replace {Controller} lladdr 02:00:00:00:00:fe nud permanent dev {Interface}",
            $"ip neighbour delete {Controller} dev {Interface}"),

        // What answers.
        new("sshd is stopped", new UnitResource("ssh.service", Enabled: true, Active: false)),
        new("sshd is stopped and disabled", new UnitResource("ssh.service", Enabled: false, Active: false)),
        Unit("sshd is masked", "systemctl mask --now --quiet ssh.service", "systemctl unmask --quiet ssh.service; systemctl start ssh.service"),
        new(
            "sshd's unit runs something else",
            new FileResource("/etc/systemd/system/ssh.service", "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n"),
            new UnitResource("ssh.service", Enabled: true, Active: true)),
        Unit(
            "sshd listens on the loopback only",
            "echo ListenAddress 127.0.0.1 > /etc/ssh/sshd_config.d/lockout.conf; systemctl restart ssh",
            "rm -f /etc/ssh/sshd_config.d/lockout.conf; systemctl restart ssh"),

        // What lets in.
        new("no key is accepted", new FileResource("/root/.ssh/authorized_keys", "", "0600")),
        new("the keys can be written by everybody", new DirectoryResource("/root/.ssh", "0777")),
        new("the home can be written by everybody", new DirectoryResource("/root", "0777")),
        new("no account is accepted", new FileResource("/etc/pam.d/sshd", "auth required pam_deny.so\naccount required pam_deny.so\nsession required pam_deny.so\n")),
        new("every shell ends at once", new FileResource("/root/.bashrc", "exit 1\n")),
        new("the host denies sshd to all", new FileResource("/etc/hosts.deny", "sshd: ALL\n")),
    ];

    /// <summary>A shell command that makes a host one that can be cut off so.</summary>
    public string Before { get; private init; } = "";

    /// <summary>Takes <see cref="Before"/> back.</summary>
    public string After { get; private init; } = "";

    /// <summary>The administrator comes in over IPv6, through the router of <see cref="LockoutLab"/>.</summary>
    public bool IsThroughRouter { get; private init; }

    public override string ToString() => Name;

    /// <summary>For a host that shares no network with anybody, as many hosters have them: all of its ways are the default route.</summary>
    private static Lockout ByDefaultRoute(string name, Resource resource) => new(name, resource)
    {
        Before = $"""
            (ip route show exact 198.18.0.0/15; ip route show exact default) >/run/ways
            ip route delete 198.18.0.0/15 && ip route replace default via {Controller} dev {Interface} onlink
            """,
        After = "while read -r way; do ip route replace $way; done </run/ways",
    };

    /// <summary>For a host that a router's advertisements tell the way to the administrator.</summary>
    private static Lockout ByAdvertisedRoute(string name, Resource resource) => new(name, resource)
    {
        Before = $"name=$(hostname); ip -6 route delete default dev eth0 && ip address add {LockoutLab.BehindRouter}${{name#l}}/128 dev {Interface} nodad",
        After = $"name=$(hostname); ip address delete {LockoutLab.BehindRouter}${{name#l}}/128 dev {Interface}; ip -6 route replace default via fe80::1 dev eth0",
        IsThroughRouter = true,
    };

    private static Lockout Chain(string name, string hook, string rule) => new(name, Table(hook, rule));

    private static NftablesResource Table(string hook, string rule) => new(
        "inet",
        "lockout",
        $$"""
        table inet lockout
        delete table inet lockout
        table inet lockout {
          chain lockout { {{hook}} {{rule}}; }
        }

        """,
        [],
        0,
        new Dictionary<string, string>());

    /// <summary>A unit that does something to the host, and takes it back when it is stopped.</summary>
    private static Lockout Unit(string name, string start, string stop) => new(
        name,
        new FileResource("/etc/systemd/system/lockout.service", $"""
            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStart=/bin/sh -c '{start}'
            ExecStop=/bin/sh -c '{stop}'

            """),
        new UnitResource("lockout.service", Enabled: false, Active: true));

    private static string Addresses(string action)
    {
        const string Saved = "/run/lockout";
        const string Save = $"ip -4 -o address show dev {Interface} > {Saved}";
        return action switch
        {
            "flush" => $"{Save}; ip -4 address flush dev {Interface}",
            "move" => $"{Save}; ip -4 address flush dev {Interface}; ip address add 198.19.250.250/15 dev {Interface}",
            // That of the lab's client: nobody asks for it meanwhile.
            "swap" => $"{Save}; ip -4 address flush dev {Interface}; ip address add 198.18.1.{LockoutLab.Hosts.Count + 1}/15 dev {Interface}",
            _ => $"ip -4 address flush dev {Interface}; while read -r _ _ _ a _; do ip address add $$a dev {Interface}; done < {Saved}",
        };
    }
}
