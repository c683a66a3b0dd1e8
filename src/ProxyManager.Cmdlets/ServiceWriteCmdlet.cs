using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds services, or sets their values.</summary>
public abstract class ServiceWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>The host that offers it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The host that offers it.")]
    [Alias("Host")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string HostName { get; set; } = "";

    /// <summary>Its name, unique within its host, or those of several.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "Its name, unique within its host, or those of several.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The port on the host's overlay address, or a range A-B.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The port on the host's overlay address, or a range A-B.")]
    public string? Port { get; set; }

    /// <summary>tcp, udp or both.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "tcp, udp or both.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Protocol { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.Service;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(Kind, HostName, n));

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        from host in fleet.Gateways.Cast<Host>().Concat(fleet.Peers)
        from service in host.Services
        where names.Any(n => n.Owner == host.Name && n.Name == service.Name)
        select new ServiceInfo(service, host.Name, fleet.Name, workspace.Path);
}
