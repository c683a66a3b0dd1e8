using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A route as the inventory describes it.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Name">Name of the route.</param>
/// <param name="Kind">How it is published.</param>
/// <param name="Public">Names, or public ports with their protocol: what clients use.</param>
/// <param name="Port">Public port; null for a forward, whose ports are in <paramref name="Public"/>.</param>
/// <param name="To">Where it leads: <c>HOST/SERVICE</c>, or <c>HOST:PORT</c>.</param>
/// <param name="On">The gateways that serve it.</param>
/// <param name="Allow">Clients that may use it; empty is everybody.</param>
/// <param name="Deny">Clients that may not, even when allowed.</param>
/// <param name="Description">Free text.</param>
/// <param name="Position">Where it stands: <c>FILE:LINE:COLUMN</c>.</param>
/// <param name="Inventory">The inventory that it belongs to.</param>
public sealed record RouteInfo(
    string Fleet,
    string Name,
    RouteKind Kind,
    string[] Public,
    int? Port,
    string[] To,
    string[] On,
    string[] Allow,
    string[] Deny,
    string? Description,
    string Position,
    string Inventory)
{
    internal static RouteInfo Of(Route route, string fleet, string inventory)
    {
        var (kind, published, port) = Entry(route);
        return new(
            fleet,
            route.Name,
            kind,
            published,
            port,
            [.. route.To.Select(u => u.Service is null ? $"{u.Host}:{u.Ports}" : $"{u.Host}/{u.Service}")],
            [.. route.On],
            [.. route.Allow.Select(n => n.ToString())],
            [.. route.Deny.Select(n => n.ToString())],
            route.Description,
            route.Position.ToString(),
            inventory);
    }

    private static (RouteKind Kind, string[] Public, int? Port) Entry(Route route) => route switch
    {
        SniRoute sni => (RouteKind.Sni, sni.Default ? [.. sni.Names, "(default)"] : [.. sni.Names], sni.Port),
        HttpRoute http => (RouteKind.Http, [.. http.Names.Select(n => n + http.Path)], http.Port),
        ForwardRoute forward => (RouteKind.Forward, [.. Ports("tcp", forward.Tcp), .. Ports("udp", forward.Udp)], null),
        _ => throw new ArgumentException($"a route of the kind {route.GetType().Name}", nameof(route)),
    };

    private static string[] Ports(string protocol, PortRange? ports) => ports is { } range ? [$"{protocol}/{range}"] : [];
}
