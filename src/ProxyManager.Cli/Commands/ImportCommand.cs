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

    private readonly List<Diagnostic> _warnings = [];

    public ImportCommand(GlobalOptions options)
        : base("import", "Take WireGuard configurations over into the inventory: a server's as a gateway with its peers, a client's as a peer. Keys stay.", options)
    {
        Arguments.Add(_files);
        Options.Add(_name);
        Options.Add(_endpoint);
        Options.Add(_as);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace)
    {
        var files = invocation.Value(_files)!;
        var options = new ImportOptions { Name = invocation.Value(_name), Endpoint = invocation.Value(_endpoint), Role = invocation.Value(_as) };
        if (files.Length > 1 && (options.Name ?? options.Endpoint) is not null)
            throw new UsageException("PM2116", "a name or an endpoint belongs to one configuration, and there are several", "import them one by one");
        var import = new WireGuardImport(workspace);
        var plans = files.Select(f => import.Add(f, options)).ToList();
        _warnings.AddRange(plans.SelectMany(p => p.Warnings));
        return plans.SelectMany(p => p.Edits);
    }

    /// <inheritdoc/>
    protected override void Show(Invocation invocation, EditingResult result, bool written)
    {
        var resolution = result.Resolution with { Diagnostics = [.. _warnings, .. result.Resolution.Diagnostics] };
        new ItemView(invocation).WriteChanges(result with { Resolution = resolution }, written);
    }
}
