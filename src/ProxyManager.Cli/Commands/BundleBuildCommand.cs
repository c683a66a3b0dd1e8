using System.CommandLine;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm bundle build</c></summary>
internal sealed class BundleBuildCommand : PmCommand
{
    private readonly Option<string?> _key = new ApplyOptionSet().Key;

    private readonly Option<string> _out = new("--out", "-o") { Description = "Directory for the files, one a host.", HelpName = "DIR", Required = true };

    public BundleBuildCommand(GlobalOptions options)
        : base("build", "Compile and sign the hosts' bundles into files. Reads no host.", options)
    {
        Options.Add(_key);
        Options.Add(_out);
    }

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        using var key = invocation.SigningKey(workspace, _key);
        var files = new List<string>();
        await foreach (var (path, _, warning) in BundleFile.WriteAllAsync(
            workspace.Bundles(), invocation.SelectHosts(workspace), invocation.Value(_out)!, key, TimeProvider.System))
        {
            if (warning is not null)
                invocation.Terminal.Error.WriteLine($"warning {warning}");
            files.Add(path);
        }

        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, new FilesDocument(files), JsonDocuments.Default.FilesDocument);
        else
            files.ForEach(invocation.Terminal.Output.WriteLine);
        return ExitCode.Success;
    }
}
