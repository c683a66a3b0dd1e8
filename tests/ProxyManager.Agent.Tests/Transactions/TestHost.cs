using System.Text;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Serve;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host whose files are below a temporary directory and whose resources are values in memory.</summary>
internal sealed class TestHost : IDisposable, IUndoTimer, ITools, IEventLog
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pm-agent-test-");

    public TestHost() => Files = new HostFiles(_root.FullName);

    public HostFiles Files { get; }

    public KeyValueProvider Provider { get; } = new();

    /// <summary>Providers of further kinds.</summary>
    public List<ResourceProvider> Others { get; } = [];

    public TestClock Clock { get; } = new();

    public HashSet<string> Armed { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>What was asked of the service manager.</summary>
    public List<string> Started { get; } = [];

    /// <summary>A unit that the service manager does not find.</summary>
    public string? Missing { get; set; }

    /// <summary>What the service manager shows of units, each time that it is asked; null when it does not answer.</summary>
    public Func<string?> Shown { get; set; } = () => "";

    /// <summary>The chains of others that nftables lists, JSON.</summary>
    public string Chains { get; set; } = "[]";

    public SigningKey Key { get; } = SigningKey.Create();

    public static Bundle Bundle(long generation, params (string Key, string Value)[] values) => new(
        "acme", "ams1", "", generation, InventoryStamp.None, new HostExpectation(0, null, null, null),
        [.. values.Select(v => new SysctlResource(v.Key, v.Value))]);

    /// <summary>What a new process of the agent sees.</summary>
    public TransactionContext Context(IProgress<ProgressReply>? progress = null) => new(
        new ProviderCatalog([Provider, .. Others]), new RunContext(this, new FakeRtnetlink(), Files, Clock), this, progress ?? new PowerCut(null));

    /// <summary>What the commands on the host work on.</summary>
    public AgentHost Agent() => new(new RunContext(this, new FakeRtnetlink(), Files, Clock), new ProviderCatalog([Provider, .. Others]), this);

    /// <summary>What answers a controller, with every line that it leaves in the host's log.</summary>
    /// <param name="progress">Hears of the steps.</param>
    /// <param name="connection">The value of <c>SSH_CONNECTION</c>; null when the controller runs on the host.</param>
    /// <param name="confirmationWait">How long an apply waits for another's confirmation.</param>
    public RequestHandler Handler(IProgress<ProgressReply>? progress = null, string? connection = null, TimeSpan confirmationWait = default)
    {
        var from = Connection.Parse(connection);
        return new(Context(progress), from, new EventRecorder(this, from)) { ConfirmationWait = confirmationWait };
    }

    /// <summary>Makes the host one that was prepared: it has a machine id and trusts a key.</summary>
    public void Prepare()
    {
        Files.WriteText("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        Files.WriteText(HostPaths.Trust, Key.Public + "\n");
    }

    /// <summary>A request to apply a bundle for this host, signed by the key that it trusts.</summary>
    public ApplyRequest Request(Bundle bundle, SigningKey? key = null) => new(
        Encoding.UTF8.GetString(Envelope.Seal(bundle.HostId.Length > 0 ? bundle : bundle with { HostId = HostIdentity.Read(Files) }, key ?? Key)), 60);

    public void Write(EventSeverity severity, string message) => Log.Add($"{severity}: {message}");

    public Reply Apply(Bundle bundle, TimeSpan? confirm = null, IProgress<ProgressReply>? progress = null, string? observed = null)
    {
        var context = Context(progress);
        return new Transaction(context, new Preflight(context.Providers, context.Run))
            .Apply(bundle, Encoding.UTF8.GetString(Envelope.Seal(bundle, Key)), new ApplyOptions(confirm, observed));
    }

    public void Arm(string transaction, TimeSpan delay) => Armed.Add(transaction);

    public void Disarm(string transaction) => Armed.Remove(transaction);

    /// <summary>Starts units, and remembers it; nothing else is there.</summary>
    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        if (program == "nft")
            return new ToolResult(0, $$"""{"nftables":{{Chains}}}""", "");
        if (program is not ("systemctl" or "systemd-run"))
            throw new InvalidOperationException($"no test expects {program}");
        if (arguments[0] == "show")
            return Shown() is { } shown ? new ToolResult(0, shown, "") : new ToolResult(1, "", "Failed to connect to bus");
        Started.Add($"{program} {string.Join(' ', arguments)}");
        return Missing is not null && arguments.Contains(Missing) ? new ToolResult(5, "", $"Unit {Missing} not found.") : new ToolResult(0, "", "");
    }

    public void Dispose()
    {
        Key.Dispose();
        _root.Delete(recursive: true);
    }
}
