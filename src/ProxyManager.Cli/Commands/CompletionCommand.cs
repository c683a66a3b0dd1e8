using System.CommandLine;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm completion</c></summary>
internal sealed class CompletionCommand : PmCommand
{
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh or pwsh." };

    public CompletionCommand(GlobalOptions options)
        : base("completion", "Print the script that completes commands, options and host names in a shell.", options)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        Arguments.Add(_shell);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var name = invocation.Value(_shell) is "pwsh" ? "pm.ps1" : $"pm.{invocation.Value(_shell)}";
        using var reader = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream(name)!);
        invocation.Terminal.Output.Write(reader.ReadToEnd());
        return Task.FromResult(ExitCode.Success);
    }
}
