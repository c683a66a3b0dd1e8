using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A route as the inventory describes it.</summary>
public sealed record RouteInfo
{
    internal RouteInfo(Route route, Fleet fleet, string inventory)
    {
        Fleet = fleet.Name;
        Name = route.Name;
        (Kind, Public, Port) = Entry(route);
        To = [.. route.To.Select(u => u.Service is null ? $"{u.Host}:{u.Ports}" : $"{u.Host}/{u.Service}")];
        On = [.. route.On];
        Allow = [.. route.Allow.Select(n => n.ToString())];
        Deny = [.. route.Deny.Select(n => n.ToString())];
        Enabled = !fleet.DisabledRoutes.Contains(route);
        Description = route.Description;
        Position = route.Position.ToString();
        Inventory = inventory;
    }

    /// <summary>Name of the fleet.</summary>
    public string Fleet { get; }

    /// <summary>Name of the route.</summary>
    public string Name { get; }

    /// <summary>How it is published.</summary>
    public RouteKind Kind { get; }

    /// <summary>Names, or public ports with their protocol: what clients use.</summary>
    public string[] Public { get; }

    /// <summary>Public port; null for a forward, whose ports are in <see cref="Public"/>.</summary>
    public int? Port { get; }

    /// <summary>Where it leads: <c>HOST/SERVICE</c>, or <c>HOST:PORT</c>.</summary>
    public string[] To { get; }

    /// <summary>The gateways that serve it.</summary>
    public string[] On { get; }

    /// <summary>Clients that may use it; empty is everybody.</summary>
    public string[] Allow { get; }

    /// <summary>Clients that may not, even when allowed.</summary>
    public string[] Deny { get; }

    /// <summary>It is in force; else it stays in the file and is in no configuration.</summary>
    public bool Enabled { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>Where it stands: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Position { get; }

    /// <summary>The inventory that it belongs to.</summary>
    public string Inventory { get; }

    private static (RouteKind Kind, string[] Public, int? Port) Entry(Route route) => route switch
    {
        SniRoute sni => (RouteKind.Sni, sni.Default ? [.. sni.Names, "(default)"] : [.. sni.Names], sni.Port),
        HttpRoute http => (RouteKind.Http, [.. http.Names.Select(n => n + http.Path)], http.Port),
        ForwardRoute forward => (RouteKind.Forward, [.. Ports("tcp", forward.Tcp), .. Ports("udp", forward.Udp)], null),
        _ => throw new ArgumentException($"a route of the kind {route.GetType().Name}", nameof(route)),
    };

    private static string[] Ports(string protocol, PortRange? ports) => ports is { } range ? [$"{protocol}/{range}"] : [];
}
