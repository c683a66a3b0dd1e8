using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>A valid route on its way, with what is needed to say where something clashes.</summary>
/// <param name="Route">The route.</param>
/// <param name="Order">Where it stands among the routes of the inventory.</param>
/// <param name="Position">Where its names or ports stand.</param>
/// <param name="Node">Its keys.</param>
/// <param name="Gateways">The gateways that serve it.</param>
internal sealed record RouteDraft(Route Route, int Order, SourcePosition Position, MappingNode Node, IReadOnlyList<Gateway> Gateways)
{
    public bool IsEnabled => Node.Value("enabled", BooleanForm.Instance)?.Value ?? true;
}
