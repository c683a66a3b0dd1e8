using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Remove-PmService</c>: removes a service from the inventory. Comments above it and all other lines stay.</summary>
[Cmdlet(VerbsCommon.Remove, "PmService", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemovePmServiceCommand : ItemRemoveCmdlet
{
    /// <summary>The host that offers it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The host that offers it.")]
    [Alias("Host")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string HostName { get; set; } = "";

    /// <summary>Names of its services.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of its services.")]
    [NameText]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    private protected override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(ItemKind.Service, HostName, n));
}
