using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A service as the inventory describes it.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">The host that offers it.</param>
/// <param name="Name">Unique within its host.</param>
/// <param name="To">The form in which routes name it: <c>HOST/NAME</c>.</param>
/// <param name="Port">One port, or a range: <c>27015-27020</c>.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Description">Free text.</param>
/// <param name="Inventory">The inventory that it belongs to.</param>
public sealed record ServiceInfo(
    string Fleet, string Host, string Name, string To, string Port, TransportProtocol Protocol, string? Description, string Inventory)
{
    internal static ServiceInfo Of(Service service, string host, string fleet, string inventory) =>
        new(fleet, host, service.Name, $"{host}/{service.Name}", service.Ports.ToString(), service.Protocol, service.Description, inventory);
}
