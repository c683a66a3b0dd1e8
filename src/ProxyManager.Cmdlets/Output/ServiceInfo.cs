using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A service as the inventory describes it.</summary>
public sealed record ServiceInfo : IRouteEnd
{
    internal ServiceInfo(Service service, string host, string fleet, string inventory)
    {
        Fleet = fleet;
        Host = host;
        Name = service.Name;
        Port = service.Ports.ToString();
        Protocol = service.Protocol;
        Description = service.Description;
        Inventory = inventory;
    }

    /// <summary>Name of the fleet.</summary>
    public string Fleet { get; }

    /// <summary>The host that offers it.</summary>
    public string Host { get; }

    /// <summary>Unique within its host.</summary>
    public string Name { get; }

    /// <summary>The form in which routes name it: <c>HOST/NAME</c>.</summary>
    public string To => $"{Host}/{Name}";

    /// <summary>One port, or a range: <c>27015-27020</c>.</summary>
    public string Port { get; }

    /// <summary>What it speaks.</summary>
    public TransportProtocol Protocol { get; }

    /// <summary>Free text.</summary>
    public string? Description { get; }

    /// <summary>The inventory that it belongs to.</summary>
    public string Inventory { get; }

    bool IRouteEnd.IsEndOf(Route route) => route.To.Any(u => u.Host == Host && u.Service == Name);
}
