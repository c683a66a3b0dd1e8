using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm status</c></summary>
internal sealed class StatusCommand(GlobalOptions options)
    : PmCommand("status", "Ask the hosts for their own account: state, edge, peers, upstreams, last run, drift.", options)
{
    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new StatusOperation(workspace.RequireFleet().Name);
        var results = await invocation.RunAsync(workspace, invocation.SelectHosts(workspace), operation, _ => { }, cancellationToken);
        if (!invocation.Json)
            new StatusView(invocation.Terminal, TimeProvider.System).Write(results);
        return invocation.Finish(workspace, results);
    }
}
