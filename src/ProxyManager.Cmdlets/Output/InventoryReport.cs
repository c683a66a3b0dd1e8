using ProxyManager.Inventory;

namespace ProxyManager.Cmdlets.Output;

/// <summary>What is to be said about an inventory.</summary>
/// <param name="Fleet">Name of the fleet; null when the inventory has errors.</param>
/// <param name="Inventory">The file or directory.</param>
/// <param name="Valid">It has no errors.</param>
/// <param name="Gateways">How many gateways; 0 when it has errors.</param>
/// <param name="Peers">How many peers; 0 when it has errors.</param>
/// <param name="Routes">How many enabled routes; 0 when it has errors.</param>
/// <param name="Diagnostics">Everything that is wrong or worth knowing, in the order of its lines.</param>
public sealed record InventoryReport(
    string? Fleet, string Inventory, bool Valid, int Gateways, int Peers, int Routes, Diagnostic[] Diagnostics);
