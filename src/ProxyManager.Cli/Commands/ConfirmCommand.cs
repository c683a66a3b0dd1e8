using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm confirm</c></summary>
internal sealed class ConfirmCommand(GlobalOptions options)
    : PmCommand("confirm", "Keep what 'pm apply --confirm manual' changed: every host is reached over a new connection, which is the proof.", options)
{
    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new ConfirmOperation(workspace.RequireFleet().Name);
        var view = new HostView(invocation.Terminal);
        return invocation.Finish(workspace, await invocation.RunAsync(workspace, invocation.SelectHosts(workspace), operation, view.WriteOutcome, cancellationToken));
    }
}
