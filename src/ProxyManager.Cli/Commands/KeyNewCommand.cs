using System.CommandLine;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm key new</c></summary>
internal sealed class KeyNewCommand : PmCommand
{
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "File for the private half (mode 0600); the public half is FILE.pub.",
        HelpName = "FILE",
        Required = true,
    };

    public KeyNewCommand(GlobalOptions options)
        : base("new", "Make a signing key.", options) => Options.Add(_out);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var file = invocation.Value(_out)!;
        var key = SigningKeyFile.Create(file);
        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, new KeyDocument(file, key.ToString(), key.Id), JsonDocuments.Default.KeyDocument);
        else
            invocation.Terminal.Output.WriteLine($"{file}\n{file}.pub  {key}");
        return Task.FromResult(ExitCode.Success);
    }
}
