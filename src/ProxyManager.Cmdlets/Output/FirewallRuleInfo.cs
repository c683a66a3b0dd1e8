using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A port that an input baseline opens.</summary>
public sealed record FirewallRuleInfo
{
    internal FirewallRuleInfo(InventoryItem rule, string fleet, string inventory)
    {
        Fleet = fleet;
        Scope = rule.Name.Owner!;
        (Protocol, Port) = rule.Name.Rule;
        From = [.. rule["from"]];
        Description = rule["description"] is [var text, ..] ? text : null;
        Position = rule.Position.ToString();
        Inventory = inventory;
    }

    /// <summary>Name of the fleet.</summary>
    public string Fleet { get; }

    /// <summary>The host, group or <c>all</c> whose baseline it belongs to.</summary>
    public string Scope { get; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string Protocol { get; }

    /// <summary>One port, or a range: <c>60000-61000</c>.</summary>
    public string Port { get; }

    /// <summary>Networks that it is open to; empty is everywhere.</summary>
    public string[] From { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>Where it stands: <c>FILE:LINE:COLUMN</c>.</summary>
    public string Position { get; }

    /// <summary>The inventory that it belongs to.</summary>
    public string Inventory { get; }
}
