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

    /// <summary>Where its WireGuard is reached, <c>host:port</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The engine that serves routes.</summary>
    public EdgeEngine Edge { get; }
}
