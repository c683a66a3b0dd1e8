using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Output;

/// <summary>The way of a route through one gateway to one of its targets.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">The gateway.</param>
/// <param name="Name">Name of the route.</param>
/// <param name="Target">Where it leads: <c>host/service</c> or <c>host:port</c>.</param>
/// <param name="Works">Nothing on it fails, and it could be looked at.</param>
/// <param name="BreaksAt">The step that it breaks at; null when it does not.</param>
/// <param name="Reason">What was seen there.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Steps">All steps, from the outside in.</param>
/// <param name="Inventory">The inventory that it belongs to.</param>
public sealed record ConnectionInfo(
    string Fleet, string Host, string Name, string Target, bool Works, string? BreaksAt, string? Reason, string? Advice, ConnectionStep[] Steps, string Inventory)
{
    internal static ConnectionInfo Of(ConnectionResult result, string inventory) => new(
        result.Fleet,
        result.Gateway,
        result.Route,
        result.Target,
        result.Works,
        result.BreaksAt?.Name,
        result.BreaksAt?.Message,
        result.BreaksAt?.Advice,
        [.. result.Steps],
        inventory);
}
