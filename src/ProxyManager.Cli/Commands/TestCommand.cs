using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm test</c></summary>
internal sealed class TestCommand : PmCommand
{
    private readonly Argument<string[]> _routes = new("ROUTE") { Description = "Names of routes, with wildcards (* and ?). Default: all.", Arity = ArgumentArity.ZeroOrMore };

    public TestCommand(GlobalOptions options)
        : base("test", "Walk routes from the outside in (name, port, edge, tunnel, handshake, path MTU, service) and say where they break. Exit code 3: one does.", options)
    {
        _routes.CompletionSources.Add(context => InventoryNames.Routes(context, options));
        Arguments.Add(_routes);
    }

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var test = new ConnectionTest(workspace, invocation.Value(_routes) ?? [], invocation.Limit);
        var report = await RunAsync(invocation, workspace, test, cancellationToken);
        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, ConnectionsDocument.Of(workspace.RequireFleet().Name, report), JsonDocuments.Default.ConnectionsDocument);
        else
            new ConnectionView(invocation.Terminal).Write(report);
        return report.ExitCode;
    }

    private static async Task<ConnectionReport> RunAsync(Invocation invocation, Workspace workspace, ConnectionTest test, CancellationToken cancellationToken)
    {
        using var live = new LiveHosts(invocation.Terminal, test.Hosts.Select(h => h.Name));
        return await test.RunAsync(invocation.FleetRun(workspace, live), invocation.Forks, cancellationToken);
    }
}
