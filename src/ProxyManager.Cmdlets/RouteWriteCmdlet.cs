using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that adds routes, or sets their values.</summary>
public abstract class RouteWriteCmdlet : ItemWriteCmdlet
{
    /// <summary>Its name, or those of several.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Its name, or those of several.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>TLS is passed through for these names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "TLS is passed through for these names.")]
    public string[]? Sni { get; set; }

    /// <summary>TLS ends at the gateway for these names.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "TLS ends at the gateway for these names.")]
    public string[]? Http { get; set; }

    /// <summary>A forward of a TCP port, or of a range A-B.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "A forward of a TCP port, or of a range A-B.")]
    public string? Tcp { get; set; }

    /// <summary>A forward of a UDP port, or of a range A-B.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "A forward of a UDP port, or of a range A-B.")]
    public string? Udp { get; set; }

    /// <summary>The public port of an sni or http route.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The public port of an sni or http route.")]
    public string? Port { get; set; }

    /// <summary>Only for http: the path that it serves.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for http: the path that it serves.")]
    public string? Path { get; set; }

    /// <summary>Only for http: auto, internal or off.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for http: auto, internal or off.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Tls { get; set; }

    /// <summary>Only for http: port 80 redirects to HTTPS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for http: port 80 redirects to HTTPS.")]
    public SwitchParameter Redirect { get; set; }

    /// <summary>Only for sni: takes what no name matches.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for sni: takes what no name matches.")]
    public SwitchParameter Default { get; set; }

    /// <summary>Where it leads: host/service, host:port, for http also https://address:port.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Where it leads: host/service, host:port, for http also https://address:port.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? To { get; set; }

    /// <summary>Gateways and groups that serve it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Gateways and groups that serve it.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? On { get; set; }

    /// <summary>Networks of clients that may use it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Networks of clients that may use it.")]
    public string[]? Allow { get; set; }

    /// <summary>Networks of clients that may not, even when allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Networks of clients that may not, even when allowed.")]
    public string[]? Deny { get; set; }

    /// <summary>What the service sees: snat, transparent or proxy-v2.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "What the service sees: snat, transparent or proxy-v2.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? ClientIp { get; set; }

    /// <summary>How several targets are chosen from.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "How several targets are chosen from.")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Balance { get; set; }

    /// <summary>Time between health checks.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Time between health checks.")]
    public string? HealthInterval { get; set; }

    /// <summary>Time after which a health check has failed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Time after which a health check has failed.")]
    public string? HealthTimeout { get; set; }

    /// <summary>Good health checks in a row that bring an upstream back.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Good health checks in a row that bring an upstream back.")]
    public int? HealthRise { get; set; }

    /// <summary>Failed health checks in a row that take an upstream out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Failed health checks in a row that take an upstream out.")]
    public int? HealthFall { get; set; }

    /// <summary>Only for http: what health checks ask for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for http: what health checks ask for.")]
    public string? HealthPath { get; set; }

    /// <summary>Only for http to https://…: the upstream's certificate is not verified.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Only for http to https://…: the upstream's certificate is not verified.")]
    public SwitchParameter InsecureUpstream { get; set; }

    /// <summary>With $false it stays in the file, and is in no configuration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "With $false it stays in the file, and is in no configuration.")]
    public SwitchParameter Enabled { get; set; }

    /// <summary>Free text for people.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Free text for people.")]
    public string? Description { get; set; }

    /// <inheritdoc/>
    private protected sealed override ItemKind Kind => ItemKind.Route;

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemName> Items => Name.Select(n => new ItemName(Kind, null, n));

    /// <summary>A service from the pipeline is where the route leads; a route from the pipeline keeps its targets.</summary>
    private protected sealed override IReadOnlyList<string> TakenFromItems => InputObject?.Properties["To"]?.Value is string ? ["To"] : [];

    /// <inheritdoc/>
    private protected sealed override IEnumerable<object> Describe(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) =>
        fleet.Routes.Concat(fleet.DisabledRoutes).Where(r => names.Any(n => n.Name == r.Name)).Select(r => new RouteInfo(r, fleet, workspace.Path));
}
