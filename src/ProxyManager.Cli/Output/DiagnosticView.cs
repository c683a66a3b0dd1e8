using ProxyManager.Inventory;

namespace ProxyManager.Cli.Output;

/// <summary>Shows what is wrong with an inventory.</summary>
internal static class DiagnosticView
{
    /// <summary>More than this many are counted, not shown.</summary>
    private const int Limit = 100;

    /// <summary>One line each.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(Limit))
            writer.WriteLine(diagnostic);
        if (diagnostics.Count > Limit)
            writer.WriteLine($"… and {diagnostics.Count - Limit} more");
    }

    /// <summary>All of them in one document.</summary>
    public static void WriteJson(Terminal terminal, string? fleet, IReadOnlyList<Diagnostic> diagnostics)
    {
        var valid = diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
        JsonReport.Write(terminal, new ValidationDocument(fleet, valid, [.. diagnostics.Select(DiagnosticDocument.Of)]), JsonDocuments.Default.ValidationDocument);
    }
}
