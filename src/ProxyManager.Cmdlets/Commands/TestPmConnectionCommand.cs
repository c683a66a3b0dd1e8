using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Cmdlets.Runs;
using ProxyManager.Control;
using ProxyManager.Control.Agents;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Test-PmConnection</c>: walks routes from the outside in and says where they break.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PmConnection")]
[OutputType(typeof(ConnectionInfo))]
public sealed class TestPmConnectionCommand : PmCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Workspace, List<string>> _routes = [];

    /// <summary>Names of routes, with wildcards; none are all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of routes, with wildcards.")]
    [NameText]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only through these gateways: a host pattern as Ansible writes them.</summary>
    [Parameter(HelpMessage = "Only through these gateways: names, groups, *, a:b, a:&b, a:!b, ~regex.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string? Limit { get; set; }

    /// <summary>How many routes, and how many hosts, at a time.</summary>
    [Parameter(HelpMessage = "How many routes, and how many hosts, at a time.")]
    [ValidateRange(1, FleetRun.MostForks)]
    public int ThrottleLimit { get; set; } = FleetRun.DefaultForks;

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = OpenWorkspace();
        if (!_routes.TryGetValue(workspace, out var routes))
            _routes[workspace] = routes = [];
        routes.AddRange(Name ?? []);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        foreach (var (workspace, routes) in _routes)
            Run(workspace, new ConnectionTest(workspace, routes, Limit));
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private void Run(Workspace workspace, ConnectionTest test)
    {
        var fleet = workspace.RequireFleet();
        using var session = new FleetSession(fleet, PackagedAgent.Path);
        using var pump = new PipelinePump();
        var progress = new PipelineProgress(this, pump, test.Hosts.Select(h => h.Name));
        pump.Run(
            async () =>
            {
                var report = await test.RunAsync(new FleetRun(fleet.Name, session.Connector, ThrottleLimit, progress), ThrottleLimit, _stop.Token);
                pump.Post(() => Write(report, workspace.Path));
            },
            _stop);
    }

    private void Write(ConnectionReport report, string inventory)
    {
        foreach (var connection in report.Connections)
            WriteObject(ConnectionInfo.Of(connection, inventory));
        foreach (var error in report.Unasked.Select(ErrorRecords.Of).OfType<ErrorRecord>())
            WriteError(error);
    }
}
