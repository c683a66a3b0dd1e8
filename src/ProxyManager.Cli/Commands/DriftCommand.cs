using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm drift</c></summary>
internal sealed class DriftCommand(GlobalOptions options)
    : PmCommand("drift", "Compare the live hosts with the bundles that they have. Exits with 2 when something differs.", options)
{
    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new DriftOperation(workspace.RequireFleet().Name);
        var view = new HostView(invocation.Terminal);
        var results = await invocation.RunAsync(workspace, invocation.SelectHosts(workspace), operation, view.WriteComparison, cancellationToken);
        return invocation.Finish(workspace, results, differencesCount: true);
    }
}
