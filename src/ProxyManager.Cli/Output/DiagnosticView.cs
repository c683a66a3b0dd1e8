using ProxyManager.Cli.Output.Json;
using ProxyManager.Inventory;

namespace ProxyManager.Cli.Output;

/// <summary>Shows what is wrong with an inventory.</summary>
internal static class DiagnosticView
{
    /// <summary>One line each, and where there are too many, how many more.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Diagnostic> diagnostics, string? note = null)
    {
        foreach (var line in Diagnostics.ToLines(diagnostics))
            writer.WriteLine(line);
        if (note is not null)
            writer.WriteLine(note);
    }

    /// <summary>All of them in one document.</summary>
    public static void WriteJson(Terminal terminal, string? fleet, IReadOnlyList<Diagnostic> diagnostics, string? note = null)
    {
        var valid = diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
        JsonReport.Write(terminal, new ValidationDocument(fleet, valid, [.. diagnostics.Select(DiagnosticDocument.Of)], note), JsonDocuments.Default.ValidationDocument);
    }
}
