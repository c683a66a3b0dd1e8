using System.Management.Automation;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmGateway</c>: the gateways of the inventory.</summary>
[Cmdlet(VerbsCommon.Get, "PmGateway")]
[OutputType(typeof(GatewayInfo))]
public sealed class GetPmGatewayCommand : ItemCmdlet
{
    /// <summary>Only members of one of these groups, with wildcards; null is all.</summary>
    [Parameter(HelpMessage = "Only members of one of these groups, with wildcards.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Group { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var groups = Group?.Select(g => WildcardPattern.Get(g, WildcardOptions.None)).ToList();
        foreach (var gateway in Named("gateway", fleet.Gateways, h => h.Name))
            if (groups is null || gateway.Groups.Any(g => groups.Any(p => p.IsMatch(g))))
                WriteObject(new GatewayInfo(fleet.Name, gateway, workspace.Path));
    }
}
