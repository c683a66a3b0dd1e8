using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm pause</c></summary>
internal sealed class PauseCommand : PmCommand
{
    private readonly Argument<string> _pattern = new("PATTERN") { Description = "Which hosts." };

    private readonly Option<string> _time = new("--for")
    {
        Description = $"How long, such as 30m, 2h or 1d; at most {HostPause.Longest.TotalDays:0}d. It ends by itself.",
        HelpName = "TIME",
        Required = true,
    };

    private readonly Option<string> _why = new("--why") { Description = "The reason, for everybody who meets the pause.", HelpName = "TEXT", Required = true };

    public PauseCommand(GlobalOptions options)
        : base("pause", "Leave hosts alone for a while: their timers put nothing right (drift is still reported), and applies are refused.", options)
    {
        _pattern.CompletionSources.Add(context => InventoryNames.Hosts(context, options));
        _time.Validators.Add(result =>
        {
            if (Duration.Parse(result.GetValueOrDefault<string>() ?? "") is not { } time || !HostPause.IsPossible(time))
                result.AddError($"--for must be a duration such as 30m, 2h or 1d, and at most {HostPause.Longest.TotalDays:0}d");
        });
        Arguments.Add(_pattern);
        Options.Add(_time);
        Options.Add(_why);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var hosts = workspace.SelectManaged(invocation.Value(_pattern));
        var operation = new PauseOperation(workspace.RequireFleet().Name, Duration.Parse(invocation.Value(_time)!)!.Value, invocation.Value(_why)!);
        var view = new HostView(invocation.Terminal);
        return invocation.Finish(workspace, await invocation.RunAsync(workspace, hosts, operation, view.WriteOutcome, cancellationToken));
    }
}
