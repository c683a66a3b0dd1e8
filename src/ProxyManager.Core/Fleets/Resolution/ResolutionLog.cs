using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Collects what is wrong while a fleet is resolved.</summary>
/// <param name="found">What was wrong before.</param>
internal sealed class ResolutionLog(IEnumerable<Diagnostic> found)
{
    private readonly List<Diagnostic> _diagnostics = [.. found];

    public bool HasErrors => _diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(string code, SourcePosition position, string message, string? allowed = null, string? suggestion = null) =>
        _diagnostics.Add(new(code, DiagnosticSeverity.Error, position, message, allowed, suggestion));

    public void Warning(string code, SourcePosition position, string message, string? allowed = null) =>
        _diagnostics.Add(new(code, DiagnosticSeverity.Warning, position, message, allowed));

    /// <summary>Everything that was collected, by file and line.</summary>
    public IReadOnlyList<Diagnostic> Sorted() =>
        [.. _diagnostics.OrderBy(d => d.Position.File, StringComparer.Ordinal).ThenBy(d => d.Position.Line).ThenBy(d => d.Position.Column)];
}
