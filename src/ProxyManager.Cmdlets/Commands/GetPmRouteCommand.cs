using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmRoute</c>: the routes of the inventory, those too that are disabled.</summary>
[Cmdlet(VerbsCommon.Get, "PmRoute", DefaultParameterSetName = Listed)]
[OutputType(typeof(RouteInfo))]
public sealed class GetPmRouteCommand : ItemCmdlet
{
    private readonly HashSet<Route> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>Only routes that one of these gateways, or a gateway of these groups, serves, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only routes that one of these gateways, or a gateway of these groups, serves, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? On { get; set; }

    /// <summary>A gateway, which serves the routes that are meant, or a peer or service that they lead to. What several have in common is written once.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = Related, HelpMessage = "A gateway, which serves the routes that are meant, or a peer or service that they lead to.")]
    public IRouteEnd? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var routes = fleet.Routes.Concat(fleet.DisabledRoutes).ToDictionary(r => r.Name);
        foreach (var route in Select(workspace, ItemKind.Route, new ItemFilter { Names = Name, On = On }).Select(i => routes[i.Name.Name]))
            if (InputObject is null || (InputObject.IsEndOf(route) && _written.Add(route)))
                WriteObject(new RouteInfo(route, fleet, workspace.Path));
    }
}
