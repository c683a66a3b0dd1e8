using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Shapes;

/// <summary>A list.</summary>
/// <param name="item">What each item must look like.</param>
/// <param name="orOne">One item may stand without the list around it.</param>
/// <param name="mayBeEmpty">An empty list means something.</param>
public sealed class ListShape(Shape item, bool orOne = false, bool mayBeEmpty = false) : Shape
{
    /// <summary>What each item must look like.</summary>
    public Shape Item => item;

    /// <summary>One item may stand without the list around it.</summary>
    public bool OrOne => orOne;

    public override string Expected => $"{(orOne ? "one or a list" : "a list")} of: {item.Expected}";

    internal override JsonObject ToSchema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema() };
        if (!mayBeEmpty)
            list["minItems"] = 1;
        return orOne ? new() { ["anyOf"] = new JsonArray(item.ToSchema(), list) } : list;
    }

    private protected override InventoryNode? CheckValue(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics)
    {
        if (node is not SequenceNode sequence)
        {
            if (orOne)
                return item.Check(node, place, diagnostics);
            diagnostics.Add(WrongType(node, place));
            return null;
        }

        if (sequence.Items.Count == 0 && !mayBeEmpty)
        {
            diagnostics.Add(Error(StructureCodes.Nothing, sequence.Position, $"'{place.Name}' is an empty list"));
            return null;
        }

        var good = new List<InventoryNode>(sequence.Items.Count);
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (item.Check(sequence.Items[i], new($"{place.Name}[{i}]", sequence.Items[i].Position), diagnostics) is { } value)
                good.Add(value);
        }

        return sequence with { Items = good };
    }
}
