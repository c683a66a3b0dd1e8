using System.CommandLine;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm render</c></summary>
internal sealed class RenderCommand : PmCommand
{
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "Directory for the files: a folder a host.",
        HelpName = "DIR",
        Required = true,
    };

    public RenderCommand(GlobalOptions options)
        : base("render", "Write every configuration as files. Needs no host and no root; the same inventory gives the same bytes.", options) =>
        Options.Add(_out);

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var files = workspace.Render(invocation.Limit).WriteTo(invocation.Value(_out)!);
        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, new FilesDocument(files), JsonDocuments.Default.FilesDocument);
        else
            foreach (var file in files)
                invocation.Terminal.Output.WriteLine(file);
        return Task.FromResult(ExitCode.Success);
    }
}
