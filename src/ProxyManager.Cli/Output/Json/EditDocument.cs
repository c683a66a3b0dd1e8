using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Output.Json;

/// <summary>What an edit of the inventory did.</summary>
internal sealed record EditDocument(
    string Fleet,
    bool Written,
    IReadOnlyList<string> Files,
    IReadOnlyList<ChangeDocument> Changes,
    IReadOnlyList<DiagnosticDocument> Warnings,
    string? Profile,
    string? QrCode,
    IReadOnlyList<string>? ProfileFiles,
    IReadOnlyList<string>? ProfileWarnings,
    IReadOnlyList<string>? SecretFiles)
{
    public int Schema { get; init; } = 1;

    public static EditDocument Of(EditingResult result, bool written, ProfileHandout? handout, IReadOnlyList<string>? secretFiles) => new(
        result.Resolution.Fleet!.Name,
        written,
        [.. result.Files.Select(f => f.After.Path)],
        [.. result.Changes.Select(ChangeDocument.Of)],
        [.. result.Resolution.Diagnostics.Select(DiagnosticDocument.Of)],
        handout?.Text,
        handout?.QrCode,
        handout?.Files.Paths,
        handout?.Profile.Warnings,
        secretFiles is { Count: > 0 } ? secretFiles : null);
}
