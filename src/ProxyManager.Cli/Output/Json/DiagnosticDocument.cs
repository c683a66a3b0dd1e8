using ProxyManager.Inventory;

namespace ProxyManager.Cli.Output.Json;

/// <summary>One error or warning.</summary>
internal sealed record DiagnosticDocument(
    string Code, DiagnosticSeverity Severity, string File, int Line, int Column, string Message, string? Allowed, string? Suggestion)
{
    public static DiagnosticDocument Of(Diagnostic d) =>
        new(d.Code, d.Severity, d.Position.File, d.Position.Line, d.Position.Column, d.Message, d.Allowed, d.Suggestion);
}
