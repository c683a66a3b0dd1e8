using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A host as the inventory describes it.</summary>
public abstract record HostInfo : IRouteEnd
{
    private protected HostInfo(string fleet, Host host, string inventory)
    {
        Fleet = fleet;
        Name = host.Name;
        Address = [.. host.Address.All.Select(a => a.ToString())];
        Ssh = host.Ssh?.ToString();
        Prepared = host.Lock is not null;
        PublicKey = host.PublicKey;
        Groups = [.. host.Groups];
        Services = [.. host.Services.Select(s => s.Name)];
        Description = host.Description;
        Position = host.Position.ToString();
        Inventory = inventory;
    }

    internal static HostInfo Of(Workspace workspace, string host)
    {
        var fleet = workspace.RequireFleet();
        return fleet.Gateways.FirstOrDefault(g => g.Name == host) is { } gateway
            ? new GatewayInfo(fleet.Name, gateway, workspace.Path)
            : new PeerInfo(fleet.Name, fleet.Peers.Single(p => p.Name == host), workspace.Path);
    }

    bool IRouteEnd.IsEndOf(Route route) => IsEndOf(route);

    /// <summary>Whether a route is served by it, or leads to it.</summary>
    private protected abstract bool IsEndOf(Route route);

    /// <summary>Name of the fleet.</summary>
    public virtual string Fleet { get; }

    /// <summary>Name of the host.</summary>
    public virtual string Name { get; }

    /// <summary>The name again, as the name by which other cmdlets take hosts from the pipeline.</summary>
    public string Host => Name;

    /// <summary>Overlay addresses, IPv4 first.</summary>
    public string[] Address { get; }

    /// <summary>How it is reached; null for a host that is not managed.</summary>
    public string? Ssh { get; }

    /// <summary>It is configured over SSH.</summary>
    public bool Managed => Ssh is not null;

    /// <summary>It was prepared: the lock knows it.</summary>
    public bool Prepared { get; }

    /// <summary>WireGuard public key; null when neither inventory nor lock has one.</summary>
    public string? PublicKey { get; }

    /// <summary>Its groups.</summary>
    public string[] Groups { get; }

    /// <summary>Names of its services.</summary>
    public string[] Services { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>Where it stands: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Position { get; }

    /// <summary>The inventory that it belongs to.</summary>
    public string Inventory { get; }
}
