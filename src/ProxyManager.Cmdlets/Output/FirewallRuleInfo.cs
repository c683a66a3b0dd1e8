using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A port that an input baseline opens.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Scope">The host, group or <c>all</c> whose baseline it belongs to.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">One port, or a range: <c>60000-61000</c>.</param>
/// <param name="From">Networks that it is open to; empty is everywhere.</param>
/// <param name="Description">Free text.</param>
/// <param name="Position">Where it stands: <c>FILE:LINE:COLUMN</c>.</param>
/// <param name="Inventory">The inventory that it belongs to.</param>
public sealed record FirewallRuleInfo(
    string Fleet, string Scope, string Protocol, string Port, string[] From, string? Description, string Position, string Inventory)
{
    internal static FirewallRuleInfo Of(InventoryItem rule, string fleet, string inventory)
    {
        var parts = rule.Name.Name.Split('/', 2);
        var description = rule["description"] is [var text, ..] ? text : null;
        return new(fleet, rule.Name.Owner!, parts[0], parts[1], [.. rule["from"]], description, rule.Position.ToString(), inventory);
    }
}
