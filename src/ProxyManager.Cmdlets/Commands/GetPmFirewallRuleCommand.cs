using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmFirewallRule</c>: the ports that the inventory's input baselines open.</summary>
[Cmdlet(VerbsCommon.Get, "PmFirewallRule")]
[OutputType(typeof(FirewallRuleInfo))]
public sealed class GetPmFirewallRuleCommand : PmCmdlet
{
    /// <summary>The hosts, groups or <c>all</c> whose baselines they belong to, with wildcards; null is every one.</summary>
    [Parameter(Position = 0, HelpMessage = "The hosts, groups or all whose baselines they belong to, with wildcards.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Scope { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var scopes = Scope?.Select(s => WildcardPattern.Get(s, WildcardOptions.None)).ToList();
        foreach (var rule in workspace.Items(ItemKind.FirewallRule))
            if (scopes is null || scopes.Any(s => s.IsMatch(rule.Name.Owner)))
                WriteObject(FirewallRuleInfo.Of(rule, fleet.Name, workspace.Path));
    }
}
