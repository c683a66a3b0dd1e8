using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Output.Json;

/// <summary>An item of the inventory, as it is written.</summary>
internal sealed record ItemDocument(
    string Kind, string? Owner, string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> Values, string File, int Line, int Column)
{
    public static ItemDocument Of(InventoryItem item) => new(
        item.Name.Kind.Word,
        item.Name.Owner,
        item.Name.Name,
        item.Name.Kind.Keys.Select(k => (k.Path, Values: item[k.Path])).Where(v => v.Values.Count > 0).ToDictionary(v => v.Path, v => v.Values),
        item.Position.File,
        item.Position.Line,
        item.Position.Column);
}
