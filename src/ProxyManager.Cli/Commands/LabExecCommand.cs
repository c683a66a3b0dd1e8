using System.CommandLine;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab exec</c></summary>
internal sealed class LabExecCommand : PmCommand
{
    private readonly Option<string?> _name = LabCommands.NameOption();
    private readonly Option<string?> _host = new("--on") { Description = "A host of the lab. Default: the controller, from where pm reaches all hosts.", HelpName = "HOST" };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "Program and arguments, after '--'.", Arity = ArgumentArity.OneOrMore };

    public LabExecCommand(GlobalOptions options)
        : base("exec", "Run a program in the lab, as its controller or as root of a host. Ends with its exit code.", options)
    {
        Options.Add(_name);
        Options.Add(_host);
        Arguments.Add(_command);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var lab = LabCommands.Open(invocation.Value(_name));
        var prefix = invocation.Value(_host) is { } host
            ? lab.Host(host).CommandPrefix
            : [.. lab.ControllerPrefix, "env", $"PM_SSH_CONFIG={lab.SshConfigPath}"];
        return Foreground.RunAsync([.. prefix, .. invocation.Value(_command)!]);
    }
}
