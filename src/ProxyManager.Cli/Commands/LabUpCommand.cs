using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab up</c></summary>
internal sealed class LabUpCommand : PmCommand
{
    private readonly Option<string?> _name = LabCommands.NameOption();
    private readonly Option<LabFlavour> _flavour = new("--flavour") { Description = "What hosts have installed: Bare, as a new VPS, or Full.", DefaultValueFactory = _ => LabFlavour.Full };
    private readonly Option<LabSystem> _system = new("--system") { Description = "What hosts run: Debian12 or Debian13.", DefaultValueFactory = _ => LabSystem.Debian12 };
    private readonly Option<int> _clients = new("--clients") { Description = "How many outside clients.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<string?> _caddy = new("--caddy")
    {
        Description = "A Caddy program, with layer4, that gateways have from the start. Default: what PM_CADDY names, else the caddy on the path if it has layer4, else none, as with an empty FILE: 'pm host init --caddy' brings it.",
        HelpName = "FILE",
    };

    public LabUpCommand(GlobalOptions options)
        : base("up", "Raise the inventory's hosts: gateways, managed peers behind NAT, an outside client.", options)
    {
        Options.Add(_name);
        Options.Add(_flavour);
        Options.Add(_system);
        Options.Add(_clients);
        Options.Add(_caddy);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var fleet = invocation.OpenWorkspace().RequireFleet();
        var plan = LabPlan.FromFleet(fleet, invocation.Value(_name), invocation.Value(_clients)) with
        {
            Flavour = invocation.Value(_flavour),
            System = invocation.Value(_system),
            Caddy = invocation.Value(_caddy) is { } named ? (named.Length > 0 ? named : null) : LabCaddy.Find(),
        };
        var lab = await DisposableLab.UpAsync(plan, new LineProgress(invocation.Terminal.Error), cancellationToken);
        invocation.Terminal.Output.WriteLine($"{plan.Name}: {string.Join(", ", lab.Hosts.Select(h => h.Name))}");
        invocation.Terminal.Error.WriteLine($"next: pm lab exec --name {plan.Name} -- pm host init; pm lab ssh {lab.Hosts[0].Name}; pm lab down --name {plan.Name}");
        return ExitCode.Success;
    }

    private sealed class LineProgress(TextWriter writer) : IProgress<string>
    {
        public void Report(string value) => writer.WriteLine(value);
    }
}
