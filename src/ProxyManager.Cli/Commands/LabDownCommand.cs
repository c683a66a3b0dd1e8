using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab down</c></summary>
internal sealed class LabDownCommand : PmCommand
{
    private readonly Option<string?> _name = LabCommands.NameOption();
    private readonly Option<bool> _all = new("--all") { Description = "Every lab of this machine." };

    public LabDownCommand(GlobalOptions options)
        : base("down", "Take a lab down: hosts, networks and files; nothing is left.", options)
    {
        Options.Add(_name);
        Options.Add(_all);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var labs = invocation.Value(_all)
            ? [.. DisposableLab.List().Select(l => DisposableLab.Open(l.Name))]
            : new[] { LabCommands.Open(invocation.Value(_name)) };
        foreach (var lab in labs)
        {
            await lab.DownAsync();
            invocation.Terminal.Error.WriteLine($"{lab.Plan.Name} is down");
        }

        return ExitCode.Success;
    }
}
