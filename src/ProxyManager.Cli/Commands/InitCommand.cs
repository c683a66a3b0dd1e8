using System.CommandLine;
using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm init</c></summary>
internal sealed class InitCommand : PmCommand
{
    private readonly Argument<string> _fleet = new("FLEET") { Description = "Name of the fleet." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file. Default: that of -i, else fleet.yml.", HelpName = "FILE" };

    public InitCommand(GlobalOptions options)
        : base("init", "Begin an inventory: a commented fleet.yml that is valid, and a signing key where there is none.", options)
    {
        Arguments.Add(_fleet);
        Options.Add(_out);
        Validators.Add(result =>
        {
            if (result.GetValue(_out) is not null && result.GetValue(options.Inventory) is not null)
                result.AddError("--out and --inventory both name the file; give one of them");
        });
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var fleet = invocation.Value(_fleet)!;
        var files = new List<string> { NewInventory.Create(invocation.Value(_out) ?? invocation.Inventory ?? "fleet.yml", fleet) };
        var key = SigningKeyFile.DefaultPath(fleet);
        if (!File.Exists(key))
        {
            SigningKeyFile.Create(key);
            files.Add(key);
        }

        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, new FilesDocument(files), JsonDocuments.Default.FilesDocument);
        else
            invocation.Terminal.Output.WriteLine(string.Join('\n', files) + "\nnext: edit the inventory, then 'pm validate', 'pm host init', 'pm apply'");
        return Task.FromResult(ExitCode.Success);
    }
}
