namespace ProxyManager.Cli.Output.Json;

/// <summary>Files that were written.</summary>
internal sealed record FilesDocument(IReadOnlyList<string> Files)
{
    public int Schema { get; init; } = 1;
}
