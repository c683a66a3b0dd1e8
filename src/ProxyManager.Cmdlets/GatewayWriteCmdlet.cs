using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds gateways, or sets their values.</summary>
public abstract class GatewayWriteCmdlet : HostWriteCmdlet
{
    /// <summary>host:port at which peers reach its WireGuard.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "host:port at which peers reach its WireGuard.")]
    public string? Endpoint { get; set; }

    /// <summary>UDP port of WireGuard on the host itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "UDP port of WireGuard on the host itself.")]
    public int? ListenPort { get; set; }

    /// <summary>The engine that serves routes: caddy or haproxy.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The engine that serves routes: caddy or haproxy.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Edge { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.Gateway;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        fleet.Gateways.Where(h => names.Any(n => n.Name == h.Name)).Select(h => new GatewayInfo(fleet.Name, h, workspace.Path));
}
