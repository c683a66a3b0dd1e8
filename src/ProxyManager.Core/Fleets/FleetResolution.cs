using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>What became of an inventory.</summary>
/// <param name="Fleet">Null when anything is wrong with it.</param>
/// <param name="Diagnostics">Everything that is wrong or worth knowing, by file and line: of the files' structure and of their meaning.</param>
public sealed record FleetResolution(Fleet? Fleet, IReadOnlyList<Diagnostic> Diagnostics);
