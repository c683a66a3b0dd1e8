using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmFirewallRule</c>: the ports that the inventory's input baselines open.</summary>
[Cmdlet(VerbsCommon.Get, "PmFirewallRule", DefaultParameterSetName = Listed)]
[OutputType(typeof(FirewallRuleInfo))]
public sealed class GetPmFirewallRuleCommand : ScopeCmdlet
{
    private const string ProtocolHelp = "tcp or udp.";

    private const string PortHelp = "The port, or a range A-B.";

    /// <summary>tcp or udp; null is both.</summary>
    [Parameter(ParameterSetName = Listed, HelpMessage = ProtocolHelp)]
    [Parameter(ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = ProtocolHelp)]
    [ValidateSet("tcp", "udp")]
    public string? Protocol { get; set; }

    /// <summary>The port, or a range A-B; null is every one.</summary>
    [Parameter(ParameterSetName = Listed, HelpMessage = PortHelp)]
    [Parameter(ParameterSetName = Named, ValueFromPipelineByPropertyName = true, HelpMessage = PortHelp)]
    [ValidateNotNullOrEmpty]
    public string? Port { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        foreach (var rule in Select(workspace, ItemKind.FirewallRule, new ItemFilter { Scopes = Scope, Protocol = Protocol, Port = Port }))
            WriteObject(new FirewallRuleInfo(rule, fleet.Name, workspace.Path));
    }
}
