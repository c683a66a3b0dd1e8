using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Shapes;

/// <summary>The JSON Schema (draft 2020-12) of an inventory, for editors.</summary>
public static class InventorySchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as indented JSON with a final line feed. The same text every time.</summary>
    public static string ToJson()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "ProxyManager inventory",
        };
        // An editor sees one file, and what it lacks may stand in another one of the directory.
        var root = InventoryShape.Root.ToSchema();
        root.Remove("required");
        foreach (var (keyword, value) in root.ToList())
            schema[keyword] = value?.DeepClone();
        return schema.ToJsonString(Readable) + "\n";
    }
}
