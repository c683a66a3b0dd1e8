using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm resume</c></summary>
internal sealed class ResumeCommand : PmCommand
{
    private readonly Argument<string> _pattern = new("PATTERN") { Description = "Which hosts." };

    public ResumeCommand(GlobalOptions options)
        : base("resume", "End the pause of hosts.", options)
    {
        _pattern.CompletionSources.Add(context => InventoryNames.Hosts(context, options));
        Arguments.Add(_pattern);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var operation = new ResumeOperation(workspace.RequireFleet().Name);
        var view = new HostView(invocation.Terminal);
        return invocation.Finish(
            workspace, await invocation.RunAsync(workspace, workspace.SelectManaged(invocation.Value(_pattern)), operation, view.WriteOutcome, cancellationToken));
    }
}
