using System.CommandLine;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab ssh</c></summary>
internal sealed class LabSshCommand : PmCommand
{
    private readonly Option<string?> _name = LabCommands.NameOption();
    private readonly Argument<string> _host = new("HOST") { Description = "A host of the lab." };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "A remote command.", Arity = ArgumentArity.ZeroOrMore };

    public LabSshCommand(GlobalOptions options)
        : base("ssh", "Log in to a host of the lab over SSH.", options)
    {
        Options.Add(_name);
        Arguments.Add(_host);
        Arguments.Add(_command);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken) =>
        Foreground.RunAsync([.. LabCommands.Open(invocation.Value(_name)).Host(invocation.Value(_host)!).SshCommand, .. invocation.Value(_command)!]);
}
