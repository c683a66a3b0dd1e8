using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A gateway as the inventory describes it.</summary>
public sealed record GatewayInfo : HostInfo
{
    internal GatewayInfo(string fleet, Gateway gateway, string inventory)
        : base(fleet, gateway, inventory)
    {
        Endpoint = gateway.Endpoint;
        Edge = gateway.Edge;
    }

    // Properties of a derived type come before those of its base, and an item begins with what names it.

    /// <inheritdoc/>
    public override string Fleet => base.Fleet;

    /// <inheritdoc/>
    public override string Name => base.Name;

    /// <summary>Where its WireGuard is reached, <c>host:port</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The engine that serves routes.</summary>
    public EdgeEngine Edge { get; }

    private protected override bool IsEndOf(Route route) => route.On.Contains(Name);
}
