using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>What WireGuard configurations mean for an inventory.</summary>
/// <param name="Edits">The edits that take them over.</param>
/// <param name="Warnings">What they say that an inventory does not, and what was assumed; each with its line.</param>
public sealed record ImportPlan(IReadOnlyList<ItemEdit> Edits, IReadOnlyList<Diagnostic> Warnings);
