using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm rollback</c></summary>
internal sealed class RollbackCommand : PmCommand
{
    private readonly Option<long?> _generation = new("--generation", "-g")
    {
        Description = "Which of the generations that the hosts keep, in UTC milliseconds. Default, and for the current one itself: the one before it.",
        HelpName = "N",
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };
    private readonly ApplyOptionSet _apply = new();

    public RollbackCommand(GlobalOptions options)
        : base("rollback", "Bring hosts back to a generation that they still have.", options)
    {
        Options.Add(_generation);
        Options.Add(_yes);
        _apply.AddTo(this);
    }

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        using var key = invocation.SigningKey(workspace, _apply.Key);
        var hosts = invocation.SelectHosts(workspace);
        if (!invocation.Value(_yes) && !invocation.Terminal.Ask($"Roll back {HostView.Count(hosts.Count, "host")}: {string.Join(", ", hosts.Select(h => h.Name))}?"))
        {
            invocation.Terminal.Error.WriteLine("nothing was changed");
            return ExitCode.Failed;
        }

        var apply = _apply.Read(invocation);
        var operation = new RollbackOperation(
            workspace.RequireFleet(), invocation.Connector(workspace), key, _ => invocation.Value(_generation), apply, TimeProvider.System);
        var results = await invocation.RunAsync(workspace, hosts, operation, new HostView(invocation.Terminal).WriteOutcome, cancellationToken);
        return invocation.Finish(workspace, results);
    }
}
