using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Output;

/// <summary>An input baseline: what is not open is dropped.</summary>
public sealed record FirewallInfo
{
    internal FirewallInfo(InventoryItem baseline, Workspace workspace)
    {
        Fleet = workspace.RequireFleet().Name;
        Scope = baseline.Name.Name;
        Icmp = !(baseline["icmp"] is [var icmp] && icmp.Equals("false", StringComparison.OrdinalIgnoreCase));
        Open = [.. workspace.Items(ItemKind.FirewallRule).Where(r => r.Name.Owner == baseline.Name.Name).Select(r => r.Name.Name)];
        Description = baseline["description"] is [var text, ..] ? text : null;
        Position = baseline.Position.ToString();
        Inventory = workspace.Path;
    }

    /// <summary>Name of the fleet.</summary>
    public string Fleet { get; }

    /// <summary>The host, group or <c>all</c> that it is the baseline of.</summary>
    public string Scope { get; }

    /// <summary>Echo requests are answered.</summary>
    public bool Icmp { get; }

    /// <summary>The ports that it opens: <c>tcp/22</c>; besides those of routes and of WireGuard.</summary>
    public string[] Open { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>Where it stands: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Position { get; }

    /// <summary>The inventory that it belongs to.</summary>
    public string Inventory { get; }
}
