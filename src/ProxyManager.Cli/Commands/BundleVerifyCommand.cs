using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm bundle verify</c></summary>
internal sealed class BundleVerifyCommand : PmCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The bundle." };
    private readonly Option<string> _key = new("--key") { Description = "File with the public key that must have signed it.", HelpName = "PUB", Required = true };

    public BundleVerifyCommand(GlobalOptions options)
        : base("verify", "Check a bundle as strictly as hosts do, and say what is in it.", options)
    {
        Arguments.Add(_file);
        Options.Add(_key);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var file = invocation.Value(_file)!;
        var bundle = BundleFile.Verify(file, SigningKeyFile.ReadPublic(invocation.Value(_key)!));
        if (invocation.Json)
            JsonReport.Write(
                invocation.Terminal,
                new BundleDocument(file, bundle.Fleet, bundle.Host, bundle.HostId, bundle.Generation, bundle.Resources.Count, bundle.ContentHash()),
                JsonDocuments.Default.BundleDocument);
        else
            invocation.Terminal.Output.WriteLine(
                $"{bundle.Fleet}/{bundle.Host}  generation {HostView.Moment(bundle.Generation)}  {HostView.Count(bundle.Resources.Count, "resource")}: verified");
        return Task.FromResult(ExitCode.Success);
    }
}
