namespace ProxyManager.Cli.Output.Json;

/// <summary>What is wrong with an inventory.</summary>
internal sealed record ValidationDocument(string? Fleet, bool Valid, IReadOnlyList<DiagnosticDocument> Diagnostics, string? Note = null)
{
    public int Schema { get; init; } = 1;
}
