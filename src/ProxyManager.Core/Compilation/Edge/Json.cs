using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyManager.Compilation.Edge;

/// <summary>Small words for building JSON.</summary>
internal static class Json
{
    // Nobody embeds these texts in HTML, and people read them in diffs.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonArray Strings(IEnumerable<string> values) => Array(values.Select(v => (JsonNode)v));

    public static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);

    /// <summary>A duration as Caddy reads it.</summary>
    public static string Duration(TimeSpan duration) => $"{(long)duration.TotalMilliseconds}ms";

    public static string Text(JsonNode node) => node.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
}
