using System.Numerics;
using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Serve;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>A host below a temporary directory. It is only looked at: nothing that is read there leads to a change of it.</summary>
/// <param name="printed">What every program of it prints.</param>
internal sealed class FuzzedHost(string printed = "") : ITools, IRtnetlink, IUndoTimer, IEventLog, IProgress<ProgressReply>, IDisposable
{
    /// <summary>Names its boot.</summary>
    public const string Boot = "b007";

    /// <summary>The generation in force.</summary>
    public const long Generation = 1764000000000;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pm-fuzz-");

    public HostFiles Files => new(_root.FullName);

    public RunContext Run => new(this, this, Files, TimeProvider.System);

    /// <summary>Reads a file of a host that has nothing else.</summary>
    public static string With(string path, byte[] content, Func<FuzzedHost, string> read)
    {
        using var host = new FuzzedHost();
        host.Put(path, content);
        return read(host);
    }

    /// <summary>Writes a file.</summary>
    public void Put(string path, byte[] content)
    {
        var file = Files.Resolve(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>Makes it a host that was prepared and applied to.</summary>
    public void PutInForce(byte[] envelope)
    {
        Put("/etc/machine-id", "0123456789abcdef0123456789abcdef\n"u8.ToArray());
        Put(HostPaths.Run + "/boot", Encoding.UTF8.GetBytes(Boot));
        Put($"{HostPaths.State}/generations/{Generation}.json", envelope);
        File.CreateSymbolicLink(Files.Resolve(HostPaths.State + "/current"), $"generations/{Generation}.json");
    }

    /// <summary>
    /// Answers requests that only look: with what a controller can read, and never by a fault of the agent. What is wrong with the host is said.
    /// </summary>
    public string Answer(params IEnumerable<Request> requests)
    {
        var answers = new StringBuilder();
        foreach (var request in requests)
        {
            var context = new TransactionContext(ProviderCatalog.All(), Run, this, this);
            var line = JsonSerializer.Serialize(new RequestHandler(context, null, new EventRecorder(this, null)).Answer(request), ResourcesJson.Wire.Reply);
            line.Contains("a fault of the agent itself", StringComparison.Ordinal).ShouldBeFalse(line);
            var problems = JsonSerializer.Deserialize(line, ResourcesJson.Wire.Reply).ShouldNotBeNull() switch
            {
                FailedReply failed => failed.Problems,
                PlanReply plan => plan.Problems,
                StatusReply status => status.Status.Problems,
                DiagnosisReply diagnosis => diagnosis.Diagnosis.Troubles,
                _ => [],
            };
            answers.Append($"{request.GetType().Name} {BitOperations.Log2((uint)line.Length)} {string.Join(' ', problems.Select(p => p.Code).Distinct())};");
        }

        return answers.ToString();
    }

    ToolResult ITools.Run(string program, IReadOnlyList<string> arguments, string? input, TimeSpan? timeout) => new(0, printed, "");

    IReadOnlyDictionary<string, LiveLink> IRtnetlink.Links() => new Dictionary<string, LiveLink>();

    IReadOnlySet<LiveRoute> IRtnetlink.Routes(bool v6, byte protocol) => new HashSet<LiveRoute>();

    IReadOnlyList<LiveRule> IRtnetlink.Rules(bool v6) => [];

    void IUndoTimer.Arm(string transaction, TimeSpan delay) => throw new InvalidOperationException("this host is only looked at");

    void IUndoTimer.Disarm(string transaction) => throw new InvalidOperationException("this host is only looked at");

    void IEventLog.Write(EventSeverity severity, string message)
    {
    }

    void IProgress<ProgressReply>.Report(ProgressReply value)
    {
    }

    public void Dispose() => _root.Delete(recursive: true);
}
