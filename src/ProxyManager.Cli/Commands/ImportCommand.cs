using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm import</c></summary>
internal sealed class ImportCommand : ItemEditCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "WireGuard configurations, such as wg0.conf.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the machine whose configuration it is. Default: a comment '# Name = …', else the file's.", HelpName = "NAME" };

    private readonly Option<string?> _endpoint = new("--endpoint")
    {
        Description = "How peers reach a server: HOST, or HOST:PORT where the port is not the one it listens on. Its configuration does not say it.",
        HelpName = "HOST[:PORT]",
    };

    private readonly Option<ImportRole?> _as = new("--as") { Description = "Whose configurations they are. Default: what listens and has peers without an endpoint is a gateway's.", HelpName = "gateway|peer" };

    private readonly Option<string?> _secrets = new("--secrets")
    {
        Description = "Write each preshared key to a file of its own in this directory (mode 0600), which the inventory refers to. Default: they are not taken over.",
        HelpName = "DIR",
    };

    private readonly List<Diagnostic> _warnings = [];
    private WireGuardImport? _import;
    private IReadOnlyList<string> _secretFiles = [];

    public ImportCommand(GlobalOptions options)
        : base("import", "Take WireGuard configurations over into the inventory: a server's as a gateway with its peers, a client's as a peer. Keys stay.", options)
    {
        Arguments.Add(_files);
        Options.Add(_name);
        Options.Add(_endpoint);
        Options.Add(_as);
        Options.Add(_secrets);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace)
    {
        var files = invocation.Value(_files)!;
        var options = new ImportOptions { Name = invocation.Value(_name), Endpoint = invocation.Value(_endpoint), Role = invocation.Value(_as) };
        var import = _import = new WireGuardImport(workspace, invocation.Value(_secrets));
        var plans = files.Select(f => import.Add(f, options)).ToList();
        _warnings.AddRange(plans.SelectMany(p => p.Warnings));
        return plans.SelectMany(p => p.Edits);
    }

    /// <inheritdoc/>
    protected override void Write(EditingResult result) => _secretFiles = _import!.Write(result);

    /// <inheritdoc/>
    protected override void Show(Invocation invocation, EditingResult result, bool written)
    {
        var resolution = result.Resolution with { Diagnostics = [.. _warnings, .. result.Resolution.Diagnostics] };
        new ItemView(invocation).WriteChanges(result with { Resolution = resolution }, written, secretFiles: _secretFiles);
    }
}
