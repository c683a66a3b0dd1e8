using System.Text.Json.Nodes;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Shapes;

/// <summary>A scalar of a form.</summary>
public sealed class ScalarShape(ScalarForm form) : Shape
{
    /// <summary>The form.</summary>
    public ScalarForm Form => form;

    public override string Expected => form.Expected;

    internal override JsonObject ToSchema() => form.ToSchema();

    private protected override InventoryNode? CheckValue(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics)
    {
        if (node is ScalarNode scalar)
            return form.Check(scalar, diagnostics) ? scalar : null;
        diagnostics.Add(WrongType(node, place));
        return null;
    }
}
