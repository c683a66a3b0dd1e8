using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Runs;
using ProxyManager.Control;
using ProxyManager.Control.Agents;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that talks to hosts. It gathers its input, then does one run a fleet, whose results stream.</summary>
public abstract class HostCmdlet : PmCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HostPatterns _patterns = new();

    /// <summary>Host patterns as Ansible writes them; null is all managed hosts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Which hosts: names, groups, *, a:b, a:&b, a:!b, ~regex.")]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Limit { get; set; }

    /// <summary>How many hosts at a time.</summary>
    [Parameter(HelpMessage = "How many hosts at a time.")]
    [ValidateRange(1, FleetRun.MostForks)]
    public int ThrottleLimit { get; set; } = FleetRun.DefaultForks;

    /// <summary>Agents that are newer than this module are replaced.</summary>
    private protected virtual bool ReplacesNewerAgents => false;

    /// <summary>The user stopped the pipeline.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void OnInput()
    {
        var workspace = OpenWorkspace();
        OnHosts(workspace, Limit);
        _patterns.Add(workspace, Limit);
    }

    /// <inheritdoc/>
    protected sealed override void OnEnd()
    {
        foreach (var (workspace, patterns) in _patterns.ByFleet())
            RunOn(workspace, Select(workspace, patterns));
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Takes what else one input says of the hosts that it names.</summary>
    private protected virtual void OnHosts(Workspace workspace, string[]? limit)
    {
    }

    /// <summary>The hosts that any of the patterns means.</summary>
    private protected virtual IReadOnlyList<Host> Select(Workspace workspace, IReadOnlyCollection<string> patterns) => workspace.SelectAnyManaged(patterns);

    /// <summary>Does the cmdlet's work on the hosts of one fleet.</summary>
    private protected abstract void RunOn(Workspace workspace, IReadOnlyList<Host> hosts);

    /// <summary>
    /// Does an operation on hosts. Results, warnings and errors are written as they come. When the pipeline is stopped, no further host is
    /// begun, and those that have begun are waited for.
    /// </summary>
    /// <param name="workspace">The fleet.</param>
    /// <param name="hosts">Where; may be none.</param>
    /// <param name="operation">What.</param>
    /// <param name="write">Writes the objects of one result.</param>
    /// <param name="keep">Takes the results too, also those that come after the pipeline's end; null when nothing is done with them.</param>
    private protected void Run(
        Workspace workspace,
        IReadOnlyList<Host> hosts,
        Func<AgentConnector, HostOperation> operation,
        Action<HostResult> write,
        Action<HostResult>? keep = null)
    {
        if (hosts.Count == 0)
            return;
        var fleet = workspace.RequireFleet();
        using var session = new FleetSession(fleet, PackagedAgent.Path, ReplacesNewerAgents);
        using var pump = new PipelinePump();
        var progress = new PipelineProgress(this, pump, hosts.Select(h => h.Name));
        var run = new FleetRun(fleet.Name, session.Connector, ThrottleLimit, progress);
        pump.Run(
            async () =>
            {
                await foreach (var result in run.RunAsync(hosts, operation(session.Connector), _stop.Token))
                {
                    keep?.Invoke(result);
                    pump.Post(() => Write(result, progress, write));
                }
            },
            _stop);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <summary>The user allows what a host was refused for: it is no error then.</summary>
    private protected virtual bool IsAllowed(HostResult result) => false;

    private void Write(HostResult result, PipelineProgress progress, Action<HostResult> write)
    {
        progress.Finish(result.Host);
        foreach (var warning in result.Warnings)
            WriteWarning($"{result.Host}: {warning}");
        // The object before the error: -ErrorAction Stop ends the pipeline there.
        write(result);
        if (!IsAllowed(result) && ErrorRecords.Of(result) is { } error)
            WriteError(error);
    }
}
