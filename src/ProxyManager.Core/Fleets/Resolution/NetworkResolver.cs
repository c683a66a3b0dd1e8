using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>network:</c>.</summary>
internal static class NetworkResolver
{
    /// <returns>Null when there is no valid network: addresses cannot be judged then.</returns>
    public static OverlayNetwork? Resolve(InventoryDocument document) => document.Root.Mapping("network") is { HasOmissions: false } node
        ? new(node.Value("v4", CidrForm.OverlayV4)?.Value, node.Value("v6", CidrForm.OverlayV6)?.Value)
        : null;
}
