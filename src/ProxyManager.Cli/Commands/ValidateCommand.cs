using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm validate</c></summary>
internal sealed class ValidateCommand(GlobalOptions options)
    : PmCommand("validate", "Check the inventory: everything that is wrong with it, at once. Reads no host.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.ReadWorkspace();
        if (invocation.Json)
            DiagnosticView.WriteJson(invocation.Terminal, workspace.Fleet?.Name, workspace.Diagnostics);
        else
            WriteText(invocation.Terminal, workspace);
        return Task.FromResult(workspace.Fleet is null ? ExitCode.Failed : ExitCode.Success);
    }

    private static void WriteText(Terminal terminal, Workspace workspace)
    {
        DiagnosticView.Write(terminal.Error, workspace.Diagnostics);
        if (workspace.Fleet is { } fleet)
            terminal.Output.WriteLine(
                $"{fleet.Name}: {HostView.Count(fleet.Gateways.Count, "gateway")}, {HostView.Count(fleet.Peers.Count, "peer")}, {HostView.Count(fleet.Routes.Count, "route")}: valid");
    }
}
