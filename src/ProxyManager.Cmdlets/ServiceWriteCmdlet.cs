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

    /// <summary>Its name, unique within its host.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "Its name, unique within its host.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string Name { get; set; } = "";

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
    private protected sealed override ItemName Item => new(Kind, HostName, Name);

    /// <inheritdoc/>
    private protected sealed override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        if (!PassThru)
            return;
        var fleet = workspace.RequireFleet();
        foreach (var (host, service) in fleet.Gateways.Cast<Host>().Concat(fleet.Peers).SelectMany(h => h.Services.Select(s => (h, s))).Where(s => names.Any(n => n.Owner == s.h.Name && n.Name == s.s.Name)))
            WriteObject(ServiceInfo.Of(service, host.Name, fleet.Name, workspace.Path));
    }
}
