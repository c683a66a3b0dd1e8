using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>An inventory, or a host pattern, with errors.</summary>
/// <param name="diagnostics">Everything that is wrong with it.</param>
/// <param name="note">What the positions are about, where that is not the files as they are; null else.</param>
public sealed class InvalidInventoryException(IReadOnlyList<Diagnostic> diagnostics, string? note = null) : Exception(Summary(diagnostics))
{
    /// <summary>What the positions are about, where that is not the files as they are; null else.</summary>
    public string? Note { get; } = note;

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;

    private static string Summary(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count > 1 ? $"{errors[0]}, and {errors.Count - 1} more" : errors[0].ToString();
    }
}
