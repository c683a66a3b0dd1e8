using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Shapes;

/// <summary>The shape of an inventory: all its keys, their forms and their meaning.</summary>
public static class InventoryShape
{
    private static readonly Shape NameText = new ScalarShape(NameForm.Item);
    private static readonly Shape Names = new ListShape(NameText, orOne: true);
    private static readonly Shape Port = new ScalarShape(IntegerForm.Port);
    private static readonly Shape PortsText = new ScalarShape(PortRangeForm.Instance);
    private static readonly Shape Flag = new ScalarShape(BooleanForm.Instance);
    private static readonly Shape NetworkList = new ListShape(new ScalarShape(CidrForm.Any), orOne: true);

    private static readonly ShapeKey Description =
        new("description", new ScalarShape(DescriptionForm.Instance), "Free text for people: one line, at most 500 characters.") { Example = "Büro, 2. Stock" };

    private static readonly ShapeKey Edge =
        new("edge", new ScalarShape(WordForms.Edge), "The engine that serves routes: caddy (Caddy with the layer4 app) or haproxy (Debian's package).") { Default = "caddy", Example = "haproxy" };

    private static readonly ShapeKey Reconcile =
        new("reconcile", new ScalarShape(DurationForm.Reconcile), "How often the host compares itself with its bundle and corrects drift.") { Default = "30s", Example = "1m" };

    private static readonly ShapeKey Mtu =
        new("mtu", new ScalarShape(IntegerForm.Mtu), "Bytes of the tunnel's packets.") { Default = "1420", Example = "1380" };

    private static readonly ShapeKey Keepalive =
        new("keepalive", new ScalarShape(KeepaliveForm.Instance), "Time between WireGuard's keepalive packets.") { Default = "25s for peers, off for gateways", Example = "15s" };

    private static readonly ShapeKey Address = new(
        "address", new ListShape(new ScalarShape(AddressForm.Instance), orOne: true),
        "The address inside the overlay, or a list with one of each family. With only an IPv4 address the IPv6 one is derived from it.",
        Required: true, AbsenceIsResolved: true)
    { Example = "[10.20.1.10, \"fd20:ac3e::10\"]" };

    private static readonly ShapeKey Ssh =
        new("ssh", new ScalarShape(SshTargetForm.Instance), "How the host is reached: [user@]host[:port], or an alias of ssh_config. Without it nothing is applied to the host.") { Example = "admin@198.51.100.7:2222" };

    private static readonly ShapeKey Become =
        new("become", new ScalarShape(WordForms.Become), "sudo: the agent is run by sudo -n. Without it the SSH user is root.") { Example = "sudo" };

    private static readonly ShapeKey PublicKey =
        new("publicKey", new ScalarShape(PublicKeyForm.Instance), "WireGuard public key. Where the host is managed it may be left to pm host init.") { Example = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" };

    private static readonly ShapeKey GroupsOfHost =
        new("groups", new ListShape(NameText, mayBeEmpty: true), "Groups that the host is in. Values of later groups win over those of earlier ones.") { Example = "[eu, backup]" };

    private static readonly ShapeKey Health = new("health", new MappingShape(
        "health checks",
        new ShapeKey("interval", new ScalarShape(DurationForm.HealthCheck), "Time between checks.") { Default = "the edge's own", Example = "10s" },
        new ShapeKey("timeout", new ScalarShape(DurationForm.HealthCheck), "Time after which a check has failed.") { Default = "the edge's own", Example = "2s" },
        new ShapeKey("rise", new ScalarShape(IntegerForm.Checks), "Good checks in a row that bring an upstream back.") { Default = "the edge's own", Example = "2" },
        new ShapeKey("fall", new ScalarShape(IntegerForm.Checks), "Failed checks in a row that take an upstream out.") { Default = "the edge's own", Example = "3" },
        new ShapeKey("path", new ScalarShape(UrlPathForm.Instance), "What is asked for; only for http.") { Default = "the edge's own", Example = "/healthz" }),
        "Checks of the upstreams. What the edge cannot do is refused.");

    /// <summary>A named port of a gateway or peer.</summary>
    public static MappingShape Service { get; } = new(
        "a service",
        new ShapeKey("port", PortsText, "The port on the host's overlay address, or a range A-B.", Required: true) { Example = "27015-27020" },
        new ShapeKey("protocol", new ScalarShape(WordForms.Protocol), "What the service speaks.") { Default = "tcp", Example = "both" },
        Description);

    private static readonly ShapeKey Services =
        new("services", new ItemsShape("services", NameForm.Item, Service), "Named ports of this host that routes can lead to.");

    /// <summary>A public VPS.</summary>
    public static MappingShape Gateway { get; } = new(
        "a gateway",
        Ssh,
        Become,
        new ShapeKey("endpoint", new ScalarShape(EndpointForm.Instance), "host:port at which peers reach its WireGuard.", Required: true) { Example = "\"[2001:db8::1]:51820\"" },
        new ShapeKey("listenPort", Port, "UDP port of WireGuard on the host itself.") { Default = "the endpoint's", Example = "51820" },
        Address, PublicKey, GroupsOfHost, Edge, Reconcile, Mtu, Keepalive, Services, Description);

    /// <summary>A machine that joins gateways' tunnels.</summary>
    public static MappingShape Peer { get; } = new(
        "a peer",
        Ssh,
        Become,
        Address,
        PublicKey,
        new ShapeKey("via", Names, "Gateways and groups that it keeps a tunnel to; the first is its home.") { Default = "all, if they are at most 8", Example = "[ams1, eu]" },
        GroupsOfHost,
        Reconcile,
        Mtu,
        Keepalive,
        new ShapeKey("presharedKey", new ScalarShape(SecretReferenceForm.Instance), "Where the preshared key of its tunnels is found, base64 of 32 bytes (wg genpsk): env:NAME, file:PATH (from this file's directory) or command:PROGRAM ARG… (without a shell). The key itself never stands here.") { Default = "none", Example = "command:pass show wireguard/nas" },
        Services,
        new ShapeKey("owner", new ScalarShape(NameForm.Any), "The person whose device it is.") { Example = "ana" },
        Description);

    /// <summary>A public entry that leads to a service.</summary>
    public static MappingShape Route { get; } = new(
        "a route",
        new ShapeKey("sni", new ListShape(new ScalarShape(DnsNameForm.Instance), orOne: true, mayBeEmpty: true), "TLS is passed through for these names, never ended. *.example.com covers exactly one more label.") { Example = "[shop.example.com, \"*.shop.example.com\"]" },
        new ShapeKey("http", new ListShape(new ScalarShape(DnsNameForm.Instance), orOne: true), "TLS ends at the gateway for these names; the certificate is automatic.") { Example = "blog.example.com" },
        new ShapeKey("tcp", PortsText, "A forward of a TCP port, or of a range A-B one to one.") { Example = "2222" },
        new ShapeKey("udp", PortsText, "A forward of a UDP port, or of a range A-B one to one. Beside tcp: both protocols.") { Example = "27015-27020" },
        new ShapeKey("port", Port, "The public port of an sni or http route.") { Default = "443, and 80 without TLS", Example = "8443" },
        new ShapeKey("path", new ScalarShape(UrlPathForm.Instance), "Only for http: /admin matches /admin and /admin/…, in upper and lower case; the longest wins.") { Default = "every path", Example = "/admin" },
        new ShapeKey("tls", new ScalarShape(WordForms.Tls), "Only for http: auto (ACME), internal (the gateway's own authority) or off.") { Default = "auto", Example = "internal" },
        new ShapeKey("redirect", Flag, "Only for http: port 80 redirects to HTTPS.") { Default = "true", Example = "false" },
        new ShapeKey("default", Flag, "Only for sni: takes what no name on this gateway and port matches.") { Default = "false", Example = "true" },
        new ShapeKey("to", new ListShape(new ScalarShape(TargetForm.Instance), orOne: true), "Where it leads: host/service, host:port, for http also https://address:port, or a list of them.", Required: true) { Example = "[nas/web, nuc/web]" },
        new ShapeKey("on", Names, "Gateways and groups that serve it.") { Default = "the gateways that all its targets keep a tunnel to", Example = "eu" },
        new ShapeKey("allow", NetworkList, "Networks of clients that may use it; everybody else is refused.") { Default = "everybody", Example = "[198.51.100.0/24, \"2001:db8::/32\"]" },
        new ShapeKey("deny", NetworkList, "Networks of clients that may not, even when allowed.") { Default = "nobody", Example = "198.51.100.7" },
        new ShapeKey("clientIp", new ScalarShape(WordForms.ClientIp), "What the service sees: snat (the gateway's overlay address), transparent (the client's) or proxy-v2 (a PROXY header).") { Default = "snat", Example = "transparent" },
        new ShapeKey("balance", new ScalarShape(WordForms.Balance), "How several targets are chosen from.") { Default = "round_robin", Example = "least_conn" },
        Health,
        new ShapeKey("insecureUpstream", Flag, "Only for http to https://…: the upstream's certificate is not verified.") { Default = "false", Example = "true" },
        new ShapeKey("enabled", Flag, "false: stays in the file, is in no configuration.") { Default = "true", Example = "false" },
        Description)
    {
        Kinds = [["sni", "default"], ["http"], ["tcp", "udp"]],
    };

    /// <summary>A rule of an input baseline.</summary>
    public static MappingShape OpenPort { get; } = new(
        "an open port",
        new ShapeKey("tcp", PortsText, "A TCP port or a range A-B.") { Example = "22" },
        new ShapeKey("udp", PortsText, "A UDP port or a range A-B.") { Example = "60000-61000" },
        new ShapeKey("from", NetworkList, "Networks that it is open to.") { Default = "everywhere", Example = "[198.51.100.0/24]" },
        Description)
    {
        Kinds = [["tcp", "udp"]],
    };

    /// <summary>The input baseline of some hosts.</summary>
    public static MappingShape Firewall { get; } = new(
        "an input baseline",
        new ShapeKey("open", new ListShape(OpenPort, mayBeEmpty: true), "Ports that are open besides those that routes and WireGuard need."),
        new ShapeKey("icmp", Flag, "Answer ICMP echo.") { Default = "true", Example = "false" },
        Description);

    /// <summary>Values for the hosts of a group.</summary>
    public static MappingShape Group { get; } = new("a group", Edge, Reconcile, Mtu, Keepalive, Description);

    /// <summary>A whole inventory; each of its files has the same keys.</summary>
    public static MappingShape Root { get; } = new(
        "an inventory",
        new ShapeKey("fleet", NameText, "Name of the fleet.", Required: true) { Example = "acme" },
        new ShapeKey("network", new MappingShape(
            "the overlay's network",
            new ShapeKey("v4", new ScalarShape(CidrForm.OverlayV4), "IPv4 prefix of the overlay.") { Example = "10.20.0.0/16" },
            new ShapeKey("v6", new ScalarShape(CidrForm.OverlayV6), "IPv6 prefix of the overlay.") { Example = "\"fd20:ac3e::/48\"" })
        {
            Kinds = [["v4", "v6"]],
        }, "The overlay's prefixes, at least one.", Required: true),
        new ShapeKey("defaults", new MappingShape(
            "defaults",
            Edge,
            Reconcile,
            Mtu,
            Keepalive,
            new ShapeKey("acme", new MappingShape(
                "a certificate authority",
                new ShapeKey("directory", new ScalarShape(HttpsUrlForm.Instance), "URL of its ACME directory.") { Default = "Caddy's own", Example = "https://acme-v02.api.letsencrypt.org/directory" },
                new ShapeKey("root", new ScalarShape(CertificateForm.Instance), "PEM text of a root that is trusted for talking to it.") { Default = "the host's own store" },
                new ShapeKey("email", new ScalarShape(EmailForm.Instance), "Contact of the account.") { Example = "ops@example.com" }), "The certificate authority of tls: auto.")),
            "Values for all hosts; groups and hosts override them."),
        new ShapeKey("trust", new ListShape(new ScalarShape(VerificationKeyForm.Instance)), "Public keys whose signatures hosts accept, several during a rotation.") { Default = "the key that pm host init signs with" },
        new ShapeKey("gateways", new ItemsShape("gateways", NameForm.Item, Gateway), "Public hosts: WireGuard hub, edge proxy, firewall."),
        new ShapeKey("peers", new ItemsShape("peers", NameForm.Item, Peer), "Machines that join gateways' tunnels."),
        new ShapeKey("routes", new ItemsShape("routes", NameForm.Item, Route), "Public entries that lead to services."),
        new ShapeKey("firewall", new ItemsShape("input baselines", NameForm.Scope, Firewall), "Input baselines by host, group or all; hosts without one keep their input rules."),
        new ShapeKey("groups", new ItemsShape("groups", NameForm.Item, Group), "Values for the hosts of a group; they win over defaults."));
}
