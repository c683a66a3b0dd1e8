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
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        using var key = invocation.SigningKey(workspace, _key);
        var bundles = workspace.Bundles();
        var generation = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var files = new List<string>();
        foreach (var host in invocation.SelectHosts(workspace))
        {
            if (host.Lock is null)
                invocation.Terminal.Error.WriteLine($"warning PM1302: {host.Name} is not in the lock: its bundle has no host id, and every host refuses it; run 'pm host init {host.Name}'");
            files.Add(BundleFile.Write(invocation.Value(_out)!, bundles.Make(host).Bundle with { Generation = generation }, key));
        }

        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, new FilesDocument(files), JsonDocuments.Default.FilesDocument);
        else
            files.ForEach(invocation.Terminal.Output.WriteLine);
        return Task.FromResult(ExitCode.Success);
    }
}
