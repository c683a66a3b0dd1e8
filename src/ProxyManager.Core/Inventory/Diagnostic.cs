namespace ProxyManager.Inventory;

/// <summary>Something that is wrong with an inventory, or worth knowing about it.</summary>
/// <param name="Code">Stable id, listed in docs/errors.md, such as <c>PM1004</c>.</param>
/// <param name="Severity">Errors stop, warnings do not.</param>
/// <param name="Position">Where.</param>
/// <param name="Message">What is wrong: one sentence without a full stop.</param>
/// <param name="Allowed">What is allowed instead; null when the message says it.</param>
/// <param name="Suggestion">The nearest right word; null when none is near.</param>
public sealed record Diagnostic(
    string Code, DiagnosticSeverity Severity, SourcePosition Position, string Message, string? Allowed = null, string? Suggestion = null)
{
    /// <summary><c>FILE:LINE:COL: error PM1234: what is wrong; what is allowed; did you mean 'x'?</c></summary>
    public override string ToString() =>
        $"{Position}: {(Severity == DiagnosticSeverity.Error ? "error" : "warning")} {Code}: {Message}"
        + (Allowed is null ? "" : $"; {Allowed}")
        + (Suggestion is null ? "" : $"; did you mean '{Suggestion}'?");
}
