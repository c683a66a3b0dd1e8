using System.Text.Json.Nodes;
using ProxyManager.Resources;

namespace ProxyManager.Inventory.Shapes;

/// <summary>What a value of the inventory must look like. Validation and the JSON schema both come from it.</summary>
public abstract class Shape
{
    private protected Shape()
    {
    }

    /// <summary>What belongs here, to follow "expected".</summary>
    public abstract string Expected { get; }

    /// <summary>Reports everything that is wrong with a value.</summary>
    /// <returns>The value without what is wrong; null when nothing is left of it.</returns>
    internal InventoryNode? Check(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Null })
            return CheckValue(node, place, diagnostics);
        diagnostics.Add(Error(StructureCodes.Nothing, place.Position, $"'{Printable.Shorten(place.Name)}' has no value"));
        return null;
    }

    /// <summary>The keywords of JSON Schema (draft 2020-12).</summary>
    internal abstract JsonObject ToSchema();

    private protected abstract InventoryNode? CheckValue(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics);

    private protected Diagnostic WrongType(InventoryNode node, Place place)
    {
        var found = node switch
        {
            MappingNode { Entries: [{ Value: ScalarNode { Kind: ScalarKind.Null } } only] } when only.Key.Contains(':', StringComparison.Ordinal) =>
                $"'{Printable.Shorten(only.Key)}:' reads as the key of a mapping because of its colons: quote it",
            MappingNode => $"'{Printable.Shorten(place.Name)}' is a mapping",
            SequenceNode => $"'{Printable.Shorten(place.Name)}' is a list",
            _ => $"'{Printable.Shorten(place.Name)}' is a single value",
        };
        return Error(StructureCodes.WrongType, node.Position, found);
    }

    private protected Diagnostic Error(string code, SourcePosition position, string message) =>
        new(code, DiagnosticSeverity.Error, position, message, $"expected {Expected}");
}
