using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmService</c>: the services of the inventory's hosts.</summary>
[Cmdlet(VerbsCommon.Get, "PmService")]
[OutputType(typeof(ServiceInfo))]
public sealed class GetPmServiceCommand : ItemCmdlet
{
    /// <summary>The hosts that offer them, with wildcards; null is all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The hosts that offer them, with wildcards.")]
    [Alias("Host")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? HostName { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.RequireFleet();
        var hosts = HostName?.Select(n => WildcardPattern.Get(n, WildcardOptions.None)).ToList();
        var services = from host in fleet.Gateways.Cast<Host>().Concat(fleet.Peers)
                       where hosts is null || hosts.Any(p => p.IsMatch(host.Name))
                       from service in host.Services
                       select ServiceInfo.Of(service, host.Name, fleet.Name, workspace.Path);
        WriteObject(Named("service", services.ToList(), s => s.Name), enumerateCollection: true);
    }
}
