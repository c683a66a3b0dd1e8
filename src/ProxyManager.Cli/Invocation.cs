using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;
using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Resources;

namespace ProxyManager.Cli;

/// <summary>One call of <c>pm</c>: what was asked for, and what commands need to do it.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly ParseResult _arguments;
    private readonly GlobalOptions _options;
    private FleetSession? _session;

    public Invocation(ParseResult arguments, GlobalOptions options)
    {
        _arguments = arguments;
        _options = options;
        Json = arguments.GetValue(options.Json);
        Terminal = Terminal.OfProcess(arguments.GetValue(options.NoColor));
    }

    public Terminal Terminal { get; }

    /// <summary>One JSON document instead of text.</summary>
    public bool Json { get; }

    /// <summary>The inventory that was named; null where none was.</summary>
    public string? Inventory => Value(_options.Inventory);

    /// <summary>The host pattern of <c>--limit</c>; null is all.</summary>
    public string? Limit => Value(_options.Limit);

    /// <summary>Agents that are newer than this program are replaced. To be set before the first conversation.</summary>
    public bool ReplacesNewerAgents { get; set; }

    public T? Value<T>(Option<T> option) => _arguments.GetValue(option);

    public T? Value<T>(Argument<T> argument) => _arguments.GetValue(argument);

    /// <summary>Reads the inventory, whatever is wrong with it.</summary>
    public Workspace ReadWorkspace() => ReadWorkspace(_arguments, _options);

    /// <summary>Reads the inventory that a command line means, be it whole or still being written.</summary>
    public static Workspace ReadWorkspace(ParseResult arguments, GlobalOptions options) =>
        Workspace.Open(arguments.GetValue(options.Inventory), new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));

    /// <summary>Reads the inventory. What is wrong with it goes to standard error.</summary>
    /// <exception cref="InvalidInventoryException">It has errors.</exception>
    public Workspace OpenWorkspace()
    {
        var workspace = ReadWorkspace();
        workspace.RequireFleet();
        foreach (var warning in workspace.Diagnostics)
            Terminal.Error.WriteLine(warning);
        return workspace;
    }

    /// <summary>The managed hosts that the user means.</summary>
    public IReadOnlyList<Host> SelectHosts(Workspace workspace) => workspace.SelectManaged(Limit);

    /// <summary>Opens conversations with the fleet's agents.</summary>
    public AgentConnector Connector(Workspace workspace) =>
        (_session ??= new FleetSession(workspace.RequireFleet(), replaceNewer: ReplacesNewerAgents)).Connector;

    /// <summary>The key that signs for the fleet.</summary>
    /// <exception cref="KeyException">There is none, or it cannot be used.</exception>
    public SigningKey SigningKey(Workspace workspace, Option<string?> option) =>
        SigningKeyFile.Read(Value(option) ?? SigningKeyFile.DefaultPath(workspace.RequireFleet().Name));

    /// <summary>How many hosts at a time.</summary>
    public int Forks => Value(_options.Forks);

    /// <summary>Does operations on the hosts of a fleet.</summary>
    public FleetRun FleetRun(Workspace workspace, IProgress<HostProgress> progress) => new(workspace.RequireFleet().Name, Connector(workspace), Forks, progress);

    /// <summary>Runs an operation over hosts, shows results as they come, and ends with the failures.</summary>
    /// <param name="workspace">The fleet.</param>
    /// <param name="hosts">Where.</param>
    /// <param name="operation">What.</param>
    /// <param name="show">Shows one result.</param>
    /// <param name="cancellationToken">Begins no further host.</param>
    public async Task<IReadOnlyList<HostResult>> RunAsync(
        Workspace workspace, IReadOnlyList<Host> hosts, HostOperation operation, Action<HostResult> show, CancellationToken cancellationToken)
    {
        var results = new List<HostResult>();
        using (var live = new LiveHosts(Terminal, hosts.Select(h => h.Name)))
        {
            await foreach (var result in FleetRun(workspace, live).RunAsync(hosts, operation, cancellationToken))
            {
                results.Add(result);
                live.Finish(result.Host);
                if (!Json)
                    show(result);
            }
        }

        return results;
    }

    /// <summary>Ends a run: the document or the failures, and the exit code.</summary>
    public int Finish(Workspace workspace, IReadOnlyList<HostResult> results, bool differencesCount = false)
    {
        var exitCode = ExitCode.Of(results.Select(r => r.Verdict), differencesCount);
        if (Json)
            JsonReport.Write(Terminal, RunDocument.Of(workspace.RequireFleet().Name, results, exitCode), JsonDocuments.Default.RunDocument);
        else
            new HostView(Terminal).WriteFailures(results);
        return exitCode;
    }

    public void Dispose() => _session?.Dispose();
}
