using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Secrets;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>A change in which a resource of each kind is made, one is altered and one is removed.</summary>
internal sealed class EveryKind
{
    public const long OldGeneration = 5;
    public const long NewGeneration = 6;

    private const string Units = "/etc/systemd/system/";
    private const uint Mark = 0x01000000;

    private static readonly string OldSecret = Key(41);
    private static readonly string NewSecret = Key(42);

    private readonly SigningKey _signer = SigningKey.Create();

    private EveryKind()
    {
        Bare = new HostImage(new Node(), SimulatedKernel.Booted());
        using var host = new SimulatedHost(Bare);
        Prepare(host);
        Request = Apply(host, New, NewGeneration, OldSecret, NewSecret);
        var applied = host.Handler().Answer(Apply(host, Old, OldGeneration, OldSecret)) switch
        {
            AppliedReply reply => reply,
            FailedReply reply => throw new InvalidOperationException(string.Join('\n', reply.Problems)),
            var reply => throw new InvalidOperationException($"{reply}"),
        };
        host.Handler().Answer(new ConfirmRequest(OldGeneration, applied.BundleHash, applied.Nonce!)).ShouldBeOfType<ConfirmedReply>();
        OldState = host.Describe();
        Image = host.Image();
        using var changed = new SimulatedHost(Image);
        Change(changed).ShouldBeOfType<ConfirmedReply>();
        NewState = changed.Describe();
        Operations = changed.Schedule.Operations;
        using var waiting = new SimulatedHost(Image);
        waiting.Handler().Answer(Request).ShouldBeOfType<AppliedReply>().Nonce.ShouldNotBeNull();
        Waiting = waiting.Image();
    }

    /// <summary>Made once: signing, and bringing a host to the old state, take longer than a run.</summary>
    public static EveryKind Instance { get; } = new();

    /// <summary>The operations of the change when nothing goes wrong.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The kinds of resources of which the change makes, alters or removes one.</summary>
    public static IEnumerable<string> Kinds => Old.Except(New).Concat(New.Except(Old)).Select(r => r.Kind).Distinct();

    /// <summary>A host in the old state.</summary>
    public HostImage Image { get; }

    /// <summary>A host in the new state that waits for the confirmation.</summary>
    public HostImage Waiting { get; }

    public string OldState { get; }

    public string NewState { get; }

    private HostImage Bare { get; }

    private ApplyRequest Request { get; }

    public static string CaddyConfig(string unit) => $"/etc/proxymanager/caddy/{unit}.json";

    public static string HaproxyConfig(string unit) => $"/etc/proxymanager/haproxy/{unit}.cfg";

    /// <summary>Applies the new bundle and confirms it, in two processes of the agent.</summary>
    public Reply Change(SimulatedHost host)
    {
        var reply = host.Handler().Answer(Request);
        return reply is AppliedReply { Nonce: { } nonce } applied
            ? host.Handler().Answer(new ConfirmRequest(applied.Generation, applied.BundleHash, nonce))
            : reply;
    }

    private static IReadOnlyList<Resource> Old =>
    [
        new PackageResource("nftables"), new PackageResource("haproxy"),
        new UserResource("proxymanager", "/var/lib/a"), new UserResource("pm-old", "/var/lib/old"),
        new DirectoryResource("/etc/proxymanager/kept", "0750"), new DirectoryResource("/etc/proxymanager/old"),
        new FileResource("/etc/proxymanager/kept/file", "old\n"), new FileResource("/etc/proxymanager/old/file", "old\n", "0600"),
        new FileResource("/etc/sysctl.d/90-theirs.conf", "ours\n"), new FileResource("/etc/tmpfiles.d/pm-old.conf", "old\n"),
        Unit("pm-kept", 1), Unit("pm-old", 1), Unit("pm-caddy", 1), Unit("pm-haproxy", 1), Unit("pm-caddy-old", 1), Unit("pm-haproxy-old", 1),
        new SysctlResource("net/ipv4/conf/all/rp_filter", "2"), new SysctlResource("net/ipv4/tcp_migrate_req", "1"),
        new ForwardingResource(V4: true, V6: false),
        Tunnel("pm0", 1420, Peer("a", 1), Peer("b", 2, OldSecret)), Tunnel("pm-old", 1420, Peer("d", 4)),
        new RouteResource("10.20.0.0/16", "pm0"), new RouteResource("10.21.0.0/16", "pm-old"), new RouteResource("10.22.0.0/16", "pm0"),
        new RuleResource(V6: false, 1001, 0x100000, 0xf00000, 1001), new RuleResource(V6: false, 1003, 0x300000, 0xf00000, 1003),
        Table("pm_kept", 1), Table("pm_old", 1),
        new ForeignAcceptResource(Mark, Input: true, Forward: false),
        new UnitResource("pm-kept.service", Enabled: true, Active: true), new UnitResource("pm-old.service", Enabled: true, Active: true),
        .. (Resource[])[EngineUnit("pm-caddy"), EngineUnit("pm-haproxy"), EngineUnit("pm-caddy-old"), EngineUnit("pm-haproxy-old")],
        Caddy("pm-caddy", 1), Caddy("pm-caddy-old", 1), Haproxy("pm-haproxy", 1, "one"), Haproxy("pm-haproxy-old", 1, "one"),
    ];

    private static IReadOnlyList<Resource> New =>
    [
        new PackageResource("nftables"), new PackageResource("caddy"),
        new UserResource("proxymanager", "/var/lib/b"), new UserResource("pm-new", "/var/lib/new"),
        new DirectoryResource("/etc/proxymanager/kept", "0700"), new DirectoryResource("/etc/proxymanager/new"),
        new FileResource("/etc/proxymanager/kept/file", "new\n", "0600"), new FileResource("/etc/proxymanager/new/file", "new\n", "0640", "root", "proxymanager"),
        new FileResource("/etc/modules-load.d/pm-new.conf", "new\n"),
        Unit("pm-kept", 2), Unit("pm-new", 1), Unit("pm-caddy", 1), Unit("pm-haproxy", 1), Unit("pm-caddy-new", 1), Unit("pm-haproxy-new", 1),
        new SysctlResource("net/ipv4/conf/all/rp_filter", "1"), new SysctlResource("net/ipv4/tcp_syncookies", "2"),
        new ForwardingResource(V4: true, V6: true),
        Tunnel("pm0", 1400, Peer("b", 2, NewSecret), Peer("c", 3)), Tunnel("pm-new", 1400, Peer("e", 5)),
        new RouteResource("10.20.0.0/16", "pm0"), new RouteResource("10.99.0.0/16", "pm-new"), new RouteResource("0.0.0.0/0", null, 1001, 4278198272),
        new RuleResource(V6: false, 1001, 0x100000, 0xf00000, 2001), new RuleResource(V6: false, 1002, 0x200000, 0xf00000, 1002),
        Table("pm_kept", 2), Table("pm_new", 1),
        new ForeignAcceptResource(Mark, Input: true, Forward: true),
        new UnitResource("pm-kept.service", Enabled: true, Active: true), new UnitResource("pm-new.service", Enabled: true, Active: true),
        .. (Resource[])[EngineUnit("pm-caddy"), EngineUnit("pm-haproxy"), EngineUnit("pm-caddy-new"), EngineUnit("pm-haproxy-new")],
        Caddy("pm-caddy", 2), Caddy("pm-caddy-new", 1), Haproxy("pm-haproxy", 2, "two"), Haproxy("pm-haproxy-new", 1, "one"),
    ];

    private static FileResource Unit(string name, int version) =>
        new($"{Units}{name}.service", $"[Service]\nExecStart=/bin/true {version}\n[Install]\nWantedBy=multi-user.target\n");

    private static UnitResource EngineUnit(string name) => new($"{name}.service", Enabled: true, Active: null);

    private static NftablesResource Table(string name, uint version) => new(
        "inet", name, $"table inet {name}\ndelete table inet {name}\ntable inet {name} {{\n\tchain c {{\n\t\tmeta mark {version} accept\n\t}}\n}}\n",
        [version], 0xff, new Dictionary<string, string>());

    private static CaddyResource Caddy(string name, int version) => new(
        $"{name}.service", "/usr/bin/caddy", CaddyConfig($"{name}.service"), $$$"""{"admin":{},"apps":{"v":{{{version}}}}}""",
        SimulatedHost.EngineSocket($"{name}.service"), NeedsLayer4: false, [], [$"10.20.0.{version}:80"]);

    private static HaproxyResource Haproxy(string name, int version, string target) => new(
        $"{name}.service", HaproxyConfig($"{name}.service"), $"global\n  setenv PM_CONFIG @CONFIG_HASH@\n  maxconn {version}\n",
        SimulatedHost.EngineSocket($"{name}.service"),
        SimulatedHost.EngineSocket($"{name}.service") + ".master",
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            [SimulatedHost.MapOf(HaproxyConfig($"{name}.service"))] = new Dictionary<string, string> { ["kept.example.com"] = "one", [$"{target}.example.com"] = target },
        },
        [],
        new Dictionary<string, string>(),
        new Dictionary<string, HaproxyBackend>());

    private static WireGuardResource Tunnel(string name, int mtu, params WireGuardPeer[] peers) =>
        new(name, 51820, mtu, [$"10.20.0.{mtu % 200}/32"], peers, HostPaths.WireGuardKey);

    private static WireGuardPeer Peer(string name, byte number, string? secret = null) => new(
        name, Key(number), [$"10.20.1.{number}/32"], $"192.0.2.{number}:51820", 25,
        secret is null ? null : new SecretName($"peers/{name}/presharedKey", SecretStore.HashOf(secret)));

    private static string Key(byte number) => Convert.ToBase64String(Enumerable.Repeat(number, 32).ToArray());

    private ApplyRequest Apply(SimulatedHost host, IReadOnlyList<Resource> resources, long generation, params string[] secrets)
    {
        var bundle = new Bundle(
            "acme", "gw1", HostIdentity.Read(host.Files), generation, InventoryStamp.None, new HostExpectation(0, null, null, null), resources);
        return new ApplyRequest(Encoding.UTF8.GetString(Envelope.Seal(bundle, _signer)), 60) { Secrets = secrets };
    }

    /// <summary>What the distribution and preparation bring, and something of the user's own where ours will be.</summary>
    private void Prepare(SimulatedHost host)
    {
        foreach (var (path, value) in SimulatedKernel.Parameters)
            host.WriteAsProgram(path, value + "\n");
        host.WriteAsProgram("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        host.WriteAsProgram("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        host.WriteAsProgram("/etc/group", "root:x:0:\n");
        host.WriteAsProgram("/etc/sysctl.d/90-theirs.conf", "theirs\n");
        // Nothing else of ours is in their directories, and syncs them by the way.
        host.WriteAsProgram("/etc/tmpfiles.d/theirs.conf", "theirs\n");
        host.WriteAsProgram("/etc/modules-load.d/theirs.conf", "theirs\n");
        host.WriteAsProgram("/usr/bin/caddy", "");
        foreach (var package in (string[])["nftables", "haproxy", "caddy"])
            host.WriteAsProgram($"/var/lib/dpkg/info/{package}.md5sums", "");
        host.Files.CreateDirectory(HostPaths.State, FileModes.PrivateDirectory);
        host.Files.CreateDirectory(HostPaths.Config, FileModes.Executable);
        host.Files.WriteText(HostPaths.Trust, _signer.Public + "\n", FileModes.WorldReadable);
        host.Files.WriteText(HostPaths.WireGuardKey, Key(9) + "\n");
    }
}
