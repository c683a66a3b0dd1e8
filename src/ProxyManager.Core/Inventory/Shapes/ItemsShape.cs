using System.Text.Json.Nodes;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Shapes;

/// <summary>A mapping from names, which the user chooses, to items of one shape.</summary>
/// <param name="what">What the names are names of, such as <c>peers</c>.</param>
/// <param name="name">The form of the names.</param>
/// <param name="item">What each item must look like.</param>
public sealed class ItemsShape(string what, ScalarForm<string> name, Shape item) : Shape
{
    public override string Expected => $"a mapping from names to {what}";

    /// <summary>What each item must look like.</summary>
    public Shape Item => item;

    internal override JsonObject ToSchema() =>
        new() { ["type"] = "object", ["propertyNames"] = name.ToSchema(), ["additionalProperties"] = item.ToSchema() };

    private protected override InventoryNode? CheckValue(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics)
    {
        if (node is not MappingNode mapping)
        {
            diagnostics.Add(WrongType(node, place));
            return null;
        }

        var good = new List<MappingEntry>(mapping.Entries.Count);
        foreach (var entry in mapping.Entries)
        {
            var named = name.Check(new(entry.KeyPosition, ScalarKind.String, entry.Key), diagnostics);
            if (item.Check(entry.Value, new(entry.Key, entry.KeyPosition), diagnostics) is { } value && named)
                good.Add(ReferenceEquals(value, entry.Value) ? entry : entry with { Value = value });
        }

        return new MappingNode(mapping.Position, good) { HasOmissions = good.Count < mapping.Entries.Count };
    }
}
