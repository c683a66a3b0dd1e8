namespace ProxyManager.Cli.Output.Json;

/// <summary>Items of the inventory.</summary>
internal sealed record ItemsDocument(IReadOnlyList<ItemDocument> Items)
{
    public int Schema { get; init; } = 1;
}
