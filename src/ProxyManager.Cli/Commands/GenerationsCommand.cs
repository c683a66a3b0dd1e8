using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm generations</c></summary>
internal sealed class GenerationsCommand(GlobalOptions options)
    : PmCommand("generations", "List the generations that hosts keep, newest first: what pm rollback can go back to.", options)
{
    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new GenerationsOperation(workspace.RequireFleet().Name);
        var results = await invocation.RunAsync(workspace, invocation.SelectHosts(workspace), operation, _ => { }, cancellationToken);
        if (!invocation.Json)
            new GenerationView(invocation.Terminal).Write(results);
        return invocation.Finish(workspace, results);
    }
}
