using System.CommandLine;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm</c> and everything below it.</summary>
internal sealed class PmRootCommand : RootCommand
{
    public PmRootCommand()
        : base("Publish services behind NAT through a handful of VPSes: one inventory, compiled, applied over SSH, kept true by every host.")
    {
        var options = new GlobalOptions();
        foreach (var option in options.All)
            Options.Add(option);
        Subcommands.Add(new InitCommand(options));
        Subcommands.Add(new ValidateCommand(options));
        Subcommands.Add(new SchemaCommand(options));
        Subcommands.Add(new RenderCommand(options));
        Subcommands.Add(new PlanCommand(options));
        Subcommands.Add(new ApplyCommand(options));
        Subcommands.Add(new StatusCommand(options));
        Subcommands.Add(new DriftCommand(options));
        Subcommands.Add(new TestCommand(options));
        Subcommands.Add(new DiagnoseCommand(options));
        Subcommands.Add(new RollbackCommand(options));
        Subcommands.Add(new GenerationsCommand(options));
        Subcommands.Add(new ConfirmCommand(options));
        Subcommands.Add(new PauseCommand(options));
        Subcommands.Add(new ResumeCommand(options));
        foreach (var command in ItemCommands.Create(options))
            Subcommands.Add(command);
        Subcommands.Add(new ImportCommand(options));
        Subcommands.Add(new Command("key", "Signing keys") { new KeyNewCommand(options) });
        Subcommands.Add(new Command("bundle", "Signed bundles") { new BundleBuildCommand(options), new BundleVerifyCommand(options) });
        Subcommands.Add(new Command("host", "Prepare and retire hosts") { new HostInitCommand(options), new HostRetireCommand(options) });
        Subcommands.Add(LabCommands.Create(options));
        Subcommands.Add(new CompletionCommand(options));
    }
}
