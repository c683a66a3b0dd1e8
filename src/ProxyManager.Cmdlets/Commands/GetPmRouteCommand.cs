using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmRoute</c>: the enabled routes of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmRoute")]
[OutputType(typeof(RouteInfo))]
public sealed class GetPmRouteCommand : ItemCmdlet
{
    /// <summary>Only routes that one of these gateways serves, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only routes that one of these gateways serves, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? On { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var gateways = On?.Select(g => WildcardPattern.Get(g, WildcardOptions.None)).ToList();
        foreach (var route in Named("route", fleet.Routes, r => r.Name))
            if (gateways is null || route.On.Any(g => gateways.Any(p => p.IsMatch(g))))
                WriteObject(RouteInfo.Of(route, fleet.Name, workspace.Path));
    }
}
