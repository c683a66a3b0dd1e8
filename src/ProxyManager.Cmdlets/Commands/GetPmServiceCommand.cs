using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmService</c>: the services of the inventory's hosts.</summary>
[Cmdlet(VerbsCommon.Get, "PmService", DefaultParameterSetName = Listed)]
[OutputType(typeof(ServiceInfo))]
public sealed class GetPmServiceCommand : ItemCmdlet
{
    private const string OfHost = "HostName";

    private const string HostNameHelp = "The hosts that offer them, with wildcards.";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = Listed, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = OfHost, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [Parameter(ParameterSetName = Related, ValueFromPipelineByPropertyName = true, HelpMessage = InventoryHelp)]
    [ValidateNotNullOrEmpty]
    public override string? Inventory { get; set; }

    /// <summary>The hosts that offer them, with wildcards; null is all.</summary>
    [Parameter(Position = 1, ParameterSetName = Listed, HelpMessage = HostNameHelp)]
    [Parameter(Position = 1, ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = HostNameHelp)]
    [Parameter(ParameterSetName = OfHost, Mandatory = true, ValueFromPipelineByPropertyName = true, HelpMessage = HostNameHelp)]
    [Alias("Host")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? HostName { get; set; }

    /// <summary>A gateway or peer, whose services are meant.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Related, HelpMessage = "A gateway or peer, whose services are meant.")]
    public HostInfo? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var names = Select(workspace, ItemKind.Service, new ItemFilter { Names = Name, Hosts = HostName }).Select(i => i.Name).ToHashSet();
        var services = from host in fleet.Gateways.Cast<Host>().Concat(fleet.Peers)
                       where InputObject is null || host.Name == InputObject.Name
                       from service in host.Services
                       where names.Contains(new(ItemKind.Service, host.Name, service.Name))
                       select new ServiceInfo(service, host.Name, fleet.Name, workspace.Path);
        WriteObject(services, enumerateCollection: true);
    }
}
