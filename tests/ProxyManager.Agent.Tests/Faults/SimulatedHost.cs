using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Providers.Nftables;
using ProxyManager.Agent.Providers.Packages;
using ProxyManager.Agent.Providers.Routing;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Providers.Users;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Serve;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>
/// A whole host for the agent's real providers: its files lie below a directory, its kernel, programs and engines are simulated, and any operation
/// on one of them can go wrong.
/// </summary>
internal sealed class SimulatedHost : IDisposable, ITools, IUndoTimer, IEventLog, INetfilter, IRtnetlink
{
    /// <summary>In memory where the machine has such a place: thousands of hosts come and go, and each syncs what it writes.</summary>
    private static readonly string Place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly Dictionary<string, SimulatedEngine> _engines = [];
    private readonly string _root = $"{Place}/pm-{Guid.NewGuid():N}"[..26];
    private readonly LossyDisk _disk;
    private readonly SimulatedFilter _filter;

    /// <param name="image">Its files and the rest.</param>
    public SimulatedHost(HostImage image)
    {
        image.Files.Write(_root, Survival.Everything);
        _disk = new LossyDisk(_root, new Disk(), IsVolatile, image.Files);
        State = image.State.Copy();
        Clock.Advance(TimeSpan.FromMilliseconds(State.Elapsed));
        foreach (var (unit, engine) in State.Engines)
            _engines[unit] = new SimulatedEngine(Real(EngineSocket(unit)), engine, this);
        _filter = new SimulatedFilter(this);
        BeginRun(new FaultSchedule());
    }

    public FaultSchedule Schedule { get; private set; } = new();

    public HostFiles Files { get; private set; } = new();

    public MachineState State { get; private set; }

    public TestClock Clock { get; } = new();

    private ProviderCatalog Providers => new(
    [
        new PackageProvider(), new UserProvider(), new DirectoryProvider(), new FileProvider(), new SysctlProvider(), new ForwardingProvider(),
        new UnitProvider(), new WireGuardProvider(), new RouteProvider(), new RuleProvider(), new NftablesProvider(this),
        new ForeignAcceptProvider(this), new CaddyProvider(), new HaproxyProvider(),
    ]);

    /// <summary>Another process of the agent, in which something may go wrong.</summary>
    public void BeginRun(FaultSchedule schedule)
    {
        Schedule = schedule;
        Files = new HostFiles(_root, new FaultyDisk(_disk, schedule, _root));
    }

    public RequestHandler Handler() => new(
        new TransactionContext(Providers, new RunContext(this, this, Files, Clock), this, new PowerCut(null)), null, new EventRecorder(this, null))
    {
        ConfirmationWait = TimeSpan.Zero,
    };

    public AgentHost Agent() => new(new RunContext(this, this, Files, Clock), Providers, this);

    /// <summary>The host as it is now, to make others of.</summary>
    public HostImage Image()
    {
        foreach (var engine in _engines.Values)
            engine.Dispose();
        return new HostImage(Node.Read(_root, _ => true), State.Copy());
    }

    /// <summary>All that a bundle decides about, as text: two equal texts are one state.</summary>
    /// <param name="withUnfinished">Files too that a run had not yet put in their place.</param>
    public string Describe(bool withUnfinished = true) => string.Join('\n', Node.Read(_root, path => !IsVolatile(path[_root.Length..]) && !IsNote(path)).Describe("").Where(l => withUnfinished || !IsUnfinished(l)).Order(StringComparer.Ordinal))
        + $"\n{string.Join('\n', SimulatedKernel.Parameters.Select(p => $"{p.Key}={Text(p.Key).Trim()}"))}\n{State.Describe()}";

    /// <summary>The power fails, and comes back: what no disk has is as after any boot.</summary>
    public void CutPower(Survival survival)
    {
        foreach (var unit in _engines.Keys.ToList())
            StopEngine(unit);
        _disk.CutPower(survival);
        State = SimulatedKernel.Booted(State.Elapsed);
        BeginRun(new FaultSchedule());
        foreach (var (path, value) in SimulatedKernel.Parameters)
            WriteAsProgram(path, value + "\n");
        var services = new SimulatedServices(this);
        foreach (var unit in Files.List(SimulatedServices.Wanted).Where(u => Files.Exists($"/etc/systemd/system/{u}")))
            services.Start(unit);
    }

    public string Text(string path) => File.ReadAllText(Real(path));

    /// <summary>Another program than the agent writes a file, and syncs it.</summary>
    public void WriteAsProgram(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Real(path))!);
        File.WriteAllText(Real(path), text);
        _disk.Adopt(Real(path));
    }

    /// <inheritdoc cref="WriteAsProgram"/>
    public void LinkAsProgram(string path, string destination)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Real(path))!);
        if (Files.LinkTarget(path) is null)
            File.CreateSymbolicLink(Real(path), destination);
        _disk.Adopt(Real(path));
    }

    /// <inheritdoc cref="WriteAsProgram"/>
    public void DeleteAsProgram(string path)
    {
        File.Delete(Real(path));
        _disk.Adopt(Real(path));
    }

    public void StartEngine(string unit)
    {
        StopEngine(unit);
        if (EngineConfig(unit) is not { } config || !Files.Exists(config))
            return;
        var engine = new MachineState.EngineState { Config = Text(config) };
        if (Files.Exists(MapOf(config)))
            engine.Maps[MapOf(config)] = new(Text(MapOf(config)).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(l => l.Split(' ')[0], l => l.Split(' ')[1]));
        State.Engines[unit] = engine;
        _engines[unit] = new SimulatedEngine(Real(EngineSocket(unit)), engine, this);
    }

    public void StopEngine(string unit)
    {
        State.Engines.Remove(unit);
        if (_engines.Remove(unit, out var engine))
            engine.Dispose();
    }

    /// <summary>A millisecond passes.</summary>
    public void Pass()
    {
        State.Elapsed++;
        Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    public static string EngineSocket(string unit) => $"/run/proxymanager/{unit}.sock";

    public static string MapOf(string config) => Path.ChangeExtension(config, ".map");

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null) =>
        Schedule.OnTool(program, $"{program} {string.Join(' ', arguments)}", () => Simulate(program, [.. arguments], input));

    private ToolResult Simulate(string program, string[] arguments, string? input) =>
        (program, arguments) switch
        {
            ("ip", ["netns", .. var rest]) => _filter.Namespace(rest, input),
            ("ip", _) => new SimulatedNetwork(State).Ip(arguments, input),
            ("wg", _) => new SimulatedNetwork(State).Wg(arguments, input),
            ("nft", _) => _filter.Nft(arguments, input),
            ("systemctl", _) => new SimulatedServices(this).Systemctl(arguments),
            ("useradd", _) => new SimulatedServices(this).UserAdd(arguments),
            ("groupadd", _) => new SimulatedServices(this).GroupAdd(arguments),
            ("userdel", ["--", var user]) => new SimulatedServices(this).UserDelete(user),
            ("systemd-analyze" or "/usr/bin/caddy" or "haproxy" or "ss" or "journalctl", _) => new ToolResult(0, "", ""),
            _ => throw new InvalidOperationException($"unexpected: {program} {string.Join(' ', arguments)}"),
        };

    public void Arm(string transaction, TimeSpan delay)
    {
        if (!Schedule.OnQuestion("arm the undo"))
            throw new ToolException("systemd-run: out of luck");
    }

    public void Disarm(string transaction) => Schedule.OnQuestion("disarm the undo");

    public uint? Generation() => Schedule.OnQuestion("ask for the rule set's generation") ? State.RuleSet : null;

    public void EndFlows(uint mark, uint mask)
    {
        if (!Schedule.OnQuestion("end flows"))
            throw new ToolException("conntrack: out of luck");
    }

    public IReadOnlyDictionary<string, LiveLink> Links() => Ask("interfaces", network => network.Links());

    public IReadOnlySet<LiveRoute> Routes(bool v6, byte protocol) => Ask("routes", network => network.Routes(v6, protocol));

    public IReadOnlyList<LiveRule> Rules(bool v6) => Ask("rules", network => network.Rules(v6));

    public void Write(EventSeverity severity, string message)
    {
    }

    public void Dispose()
    {
        foreach (var engine in _engines.Values)
            engine.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static bool IsVolatile(string path) => path.StartsWith("/run/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private T Ask<T>(string what, Func<SimulatedNetwork, T> question) =>
        Schedule.OnQuestion($"ask for the {what}") ? question(new SimulatedNetwork(State)) : throw new ToolException($"the kernel did not tell its {what}: out of luck");

    /// <summary>What the agent notes down for later runs and for people, and no state of the host depends on.</summary>
    private static bool IsNote(string path) => Path.GetFileName(path) is "undone.json" or "repairs.json" or "roamed" or "endpoints.json" or ".pwd.lock";

    /// <summary>Where the disk is broken for the rest of a run, what that run began to write stays until the next.</summary>
    private static bool IsUnfinished(string line) => line.Contains(".pm-new ", StringComparison.Ordinal);

    private static string? EngineConfig(string unit) =>
        unit.StartsWith("pm-caddy", StringComparison.Ordinal) ? EveryKind.CaddyConfig(unit)
        : unit.StartsWith("pm-haproxy", StringComparison.Ordinal) ? EveryKind.HaproxyConfig(unit)
        : null;

    private string Real(string path) => _root + path;
}
