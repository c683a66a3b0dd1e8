using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host whose files are below a temporary directory and whose resources are values in memory.</summary>
internal sealed class TestHost : IDisposable, IUndoTimer, ITools
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pm-agent-test-");

    public TestHost() => Files = new HostFiles(_root.FullName);

    public HostFiles Files { get; }

    public KeyValueProvider Provider { get; } = new();

    public TestClock Clock { get; } = new();

    public HashSet<string> Armed { get; } = [];

    public static Bundle Bundle(long generation, params (string Key, string Value)[] values) => new(
        "acme", "ams1", "", generation, InventoryStamp.None, new HostExpectation(0, null, null, null),
        [.. values.Select(v => new SysctlResource(v.Key, v.Value))]);

    /// <summary>What a new process of the agent sees.</summary>
    public TransactionContext Context(IProgress<ProgressReply>? progress = null) => new(
        new ProviderCatalog([Provider]), new RunContext(this, Files, Clock), this, progress ?? new PowerCut(null));

    public Reply Apply(Bundle bundle, TimeSpan? confirm = null, IProgress<ProgressReply>? progress = null, string? observed = null)
    {
        using var key = SigningKey.Create();
        var context = Context(progress);
        return new Transaction(context, new Preflight(context.Providers, context.Run))
            .Apply(bundle, System.Text.Encoding.UTF8.GetString(Envelope.Seal(bundle, key)), new ApplyOptions(confirm, observed));
    }

    public void Arm(string transaction, TimeSpan delay) => Armed.Add(transaction);

    public void Disarm(string transaction) => Armed.Remove(transaction);

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null) =>
        throw new InvalidOperationException($"no test expects {program}");

    public void Dispose() => _root.Delete(recursive: true);
}
