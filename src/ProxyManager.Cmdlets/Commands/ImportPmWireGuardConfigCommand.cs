using System.Collections.ObjectModel;
using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Import-PmWireGuardConfig</c>: takes WireGuard configurations over into the inventory, a server's as a gateway with its peers, a client's
/// as a peer. All of a pipeline are one edit.
/// </summary>
[Cmdlet(VerbsData.Import, "PmWireGuardConfig", SupportsShouldProcess = true, DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(GatewayInfo), typeof(PeerInfo))]
public sealed class ImportPmWireGuardConfigCommand : EditCmdlet
{
    private readonly Dictionary<Workspace, WireGuardImport> _imports = [];

    /// <summary>WireGuard configurations, such as wg0.conf; with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path), ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "WireGuard configurations, such as wg0.conf.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>WireGuard configurations, named as they are: no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath), ValueFromPipelineByPropertyName = true, HelpMessage = "WireGuard configurations, named as they are: no character is a wildcard.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Name of the machine whose configuration it is; a comment's where there is one, else the file's.</summary>
    [Parameter(HelpMessage = "Name of the machine whose configuration it is; a comment's where there is one, else the file's.")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>How peers reach a server: host, or host:port where the port is not the one it listens on.</summary>
    [Parameter(HelpMessage = "How peers reach a server: host, or host:port where the port is not the one it listens on.")]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>Whose configurations they are; what listens and has peers without an endpoint is a gateway's.</summary>
    [Parameter(HelpMessage = "Whose configurations they are; what listens and has peers without an endpoint is a gateway's.")]
    public ImportRole? Role { get; set; }

    /// <summary>A directory that preshared keys are written to, a file each (mode 0600), which the inventory refers to; null takes none over.</summary>
    [Parameter(HelpMessage = "Write each preshared key to a file of its own in this directory (mode 0600), which the inventory refers to.")]
    [ValidateNotNullOrEmpty]
    public string? SecretDirectory { get; set; }

    /// <summary>Write the gateways and peers as they are now.</summary>
    [Parameter(HelpMessage = "Write the gateways and peers as they are now.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<ItemEdit> Edits()
    {
        var workspace = ReadWorkspace();
        if (!_imports.TryGetValue(workspace, out var import))
            _imports[workspace] = import = new WireGuardImport(workspace, SecretDirectory is null ? null : ResolvePath(SecretDirectory));
        var edits = new List<ItemEdit>();
        foreach (var file in ParameterSetName == nameof(Path) ? Path.SelectMany(p => Existing(p, Resolve(p))) : LiteralPath.SelectMany(p => Existing(p, [ResolvePath(p)])))
        {
            var plan = import.Add(file, new ImportOptions { Name = Name, Endpoint = Endpoint, Role = Role });
            foreach (var warning in plan.Warnings)
                WriteWarning(warning.ToString());
            edits.AddRange(plan.Edits);
        }

        return edits;
    }

    private Collection<string> Resolve(string path)
    {
        try
        {
            return SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The files among those that a path means. When there is none, that is an error, and other paths go on.</summary>
    private List<string> Existing(string path, IEnumerable<string> meant)
    {
        var files = meant.Where(File.Exists).ToList();
        if (files.Count == 0)
            WriteError(ErrorRecords.Of(new UsageException("PM2144", $"there is no file '{path}'", "name WireGuard configurations; -LiteralPath takes brackets as they are")));
        return files;
    }

    /// <inheritdoc/>
    private protected override void Save(Workspace workspace, EditingResult result)
    {
        foreach (var file in _imports[workspace].Write(result))
            WriteVerbose($"wrote {file}");
    }

    /// <inheritdoc/>
    private protected override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        if (!PassThru)
            return;
        var fleet = workspace.RequireFleet();
        foreach (var gateway in fleet.Gateways.Where(g => names.Any(n => n.Kind == ItemKind.Gateway && n.Name == g.Name)))
            WriteObject(new GatewayInfo(fleet.Name, gateway, workspace.Path));
        foreach (var peer in fleet.Peers.Where(p => names.Any(n => n.Kind == ItemKind.Peer && n.Name == p.Name)))
            WriteObject(new PeerInfo(fleet.Name, peer, workspace.Path));
    }
}
