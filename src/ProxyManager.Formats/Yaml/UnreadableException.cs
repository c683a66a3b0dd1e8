using ProxyManager.Inventory;

namespace ProxyManager.Formats.Yaml;

/// <summary>Ends the reading of a file: what follows cannot be trusted.</summary>
internal sealed class UnreadableException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public UnreadableException(string code, SourcePosition position, string message, string? allowed = null)
        : this(new Diagnostic(code, DiagnosticSeverity.Error, position, message, allowed))
    {
    }

    public Diagnostic Diagnostic { get; } = diagnostic;
}
