using System.Net;
using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>A public entry that leads to a service.</summary>
public abstract record Route
{
    public required string Name { get; init; }

    /// <summary>Where it stands in the inventory.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The gateways that serve it, in the order of the inventory; never empty, never foreign.</summary>
    public required IReadOnlyList<string> On { get; init; }

    /// <summary>Where it leads; never empty; more than one are balanced.</summary>
    public required IReadOnlyList<Upstream> To { get; init; }

    /// <summary>Clients that may use it; empty is everybody.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>Clients that may not, even when allowed.</summary>
    public IReadOnlyList<IPNetwork> Deny { get; init; } = [];

    public Balance Balance { get; init; }

    /// <summary>Null leaves checks to the edge.</summary>
    public HealthCheck? Health { get; init; }

    public string? Description { get; init; }
}
