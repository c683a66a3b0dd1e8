using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm host retire</c></summary>
internal sealed class HostRetireCommand : PmCommand
{
    private readonly Argument<string> _pattern = new("PATTERN") { Description = "Which hosts, or one that only the lock knows any more." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };
    private readonly Option<bool> _keepPackages = new("--keep-packages") { Description = "Leave the packages that 'pm host init' installed." };

    public HostRetireCommand(GlobalOptions options)
        : base("retire", "Restore what was on hosts before the first apply, and remove everything of ours.", options)
    {
        _pattern.CompletionSources.Add(context => InventoryNames.Hosts(context, options));
        Arguments.Add(_pattern);
        Options.Add(_yes);
        Options.Add(_keepPackages);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var hosts = workspace.SelectRetirable(invocation.Value(_pattern)!);
        if (!invocation.Value(_yes) && !invocation.Terminal.Ask($"Retire {HostView.Count(hosts.Count, "host")}: {string.Join(", ", hosts.Select(h => h.Name))}?"))
        {
            invocation.Terminal.Error.WriteLine("nothing was changed");
            return ExitCode.Failed;
        }

        var operation = new RetireOperation(workspace.RequireFleet().Name, invocation.Value(_keepPackages));
        var results = await invocation.RunAsync(workspace, hosts, operation, new HostView(invocation.Terminal).WriteOutcome, cancellationToken);
        workspace.Forget(results);
        return invocation.Finish(workspace, results);
    }
}
