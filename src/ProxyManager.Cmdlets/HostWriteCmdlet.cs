using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds gateways or peers, or sets their values.</summary>
public abstract class HostWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>Its name, or those of several.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Its name, or those of several.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>How it is reached: [user@]host[:port], or an alias of ssh_config.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "How it is reached: [user@]host[:port], or an alias of ssh_config.")]
    public string? Ssh { get; set; }

    /// <summary>sudo: the agent is run by sudo -n.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "sudo: the agent is run by sudo -n.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Become { get; set; }

    /// <summary>Its address inside the overlay, or one of each family; the next free one where it is new and none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Its address inside the overlay, or one of each family; the next free one where it is new and none is given.")]
    public string[]? Address { get; set; }

    /// <summary>Its WireGuard public key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Its WireGuard public key.")]
    public string? PublicKey { get; set; }

    /// <summary>Groups that it is in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Groups that it is in.")]
    [Alias("Group")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Groups { get; set; }

    /// <summary>How often it corrects drift, such as 30s.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "How often it corrects drift, such as 30s.")]
    public string? Reconcile { get; set; }

    /// <summary>Bytes of the tunnel's packets.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Bytes of the tunnel's packets.")]
    public int? Mtu { get; set; }

    /// <summary>Time between WireGuard's keepalive packets, or off.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Time between WireGuard's keepalive packets, or off.")]
    public string? Keepalive { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(Kind, null, n));
}
