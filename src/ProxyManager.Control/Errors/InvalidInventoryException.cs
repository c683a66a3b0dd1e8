using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>An inventory, or a host pattern, with errors.</summary>
/// <param name="diagnostics">Everything that is wrong with it.</param>
public sealed class InvalidInventoryException(IReadOnlyList<Diagnostic> diagnostics) : Exception("the inventory has errors")
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
