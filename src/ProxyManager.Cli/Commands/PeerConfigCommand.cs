using System.CommandLine;
using ProxyManager.Cli.Completion;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm peer config</c></summary>
internal sealed class PeerConfigCommand : PmCommand
{
    private readonly Argument<string> _name = new("PEER") { Description = "Name of a peer that is not managed." };
    private readonly ProfileOptionSet _profile = new();

    private readonly Option<string?> _privateKey = new("--private-key-file")
    {
        Description = "File with its private key, '-' for standard input. Without it the configuration has a place for the key, which is stored nowhere.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace files that are there already." };

    public PeerConfigCommand(GlobalOptions options)
        : base("config", "Hand out the wg-quick configuration of a peer that is not managed: as text, as a QR code, as files.", options)
    {
        _name.CompletionSources.Add(context => InventoryNames.UnmanagedPeers(context, options));
        Arguments.Add(_name);
        _profile.AddTo(this);
        Options.Add(_privateKey);
        Options.Add(_force);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var key = invocation.Value(_privateKey) is { } file ? WireGuardKeyPair.Read(file, Console.In) : null;
        var handout = _profile.Prepare(invocation, workspace.Profile(invocation.Value(_name)!, key), invocation.Value(_force));
        handout.Files.Write();
        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, PeerConfigDocument.Of(handout), JsonDocuments.Default.PeerConfigDocument);
        else
            handout.Print(invocation.Terminal);
        return Task.FromResult(ExitCode.Success);
    }
}
