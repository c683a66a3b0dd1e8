using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Import-PmWireGuardConfig</c>: takes WireGuard configurations over into the inventory, a server's as a gateway with its peers, a client's
/// as a peer. All of a pipeline are one edit.
/// </summary>
[Cmdlet(VerbsData.Import, "PmWireGuardConfig", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayInfo), typeof(PeerInfo))]
public sealed class ImportPmWireGuardConfigCommand : EditCmdlet
{
    private readonly Dictionary<Workspace, WireGuardImport> _imports = [];

    /// <summary>WireGuard configurations, such as wg0.conf; with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "WireGuard configurations, such as wg0.conf.")]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

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

    /// <summary>Write the gateways and peers as they are now.</summary>
    [Parameter(HelpMessage = "Write the gateways and peers as they are now.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<ItemEdit> Edits()
    {
        var workspace = ReadWorkspace();
        if (!_imports.TryGetValue(workspace, out var import))
            _imports[workspace] = import = new WireGuardImport(workspace);
        var edits = new List<ItemEdit>();
        foreach (var file in Path.SelectMany(p => SessionState.Path.GetResolvedProviderPathFromPSPath(p, out _)))
        {
            var plan = import.Add(file, new ImportOptions { Name = Name, Endpoint = Endpoint, Role = Role });
            foreach (var warning in plan.Warnings)
                WriteWarning(warning.ToString());
            edits.AddRange(plan.Edits);
        }

        return edits;
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
