using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>The hosts that a pattern selects.</summary>
/// <param name="Hosts">Gateways, then peers, in the order of the inventory, managed or not; empty only where something is wrong.</param>
/// <param name="Errors">What is wrong with the pattern; the column counts in the pattern.</param>
public sealed record HostSelection(IReadOnlyList<Host> Hosts, IReadOnlyList<Diagnostic> Errors);
