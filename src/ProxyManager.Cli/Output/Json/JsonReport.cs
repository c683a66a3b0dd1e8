using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProxyManager.Cli.Output.Json;

/// <summary>The documents that <c>--json</c> prints. Fields are only ever added; docs/reference/json.md lists them.</summary>
internal static class JsonReport
{
    /// <summary>Writes a document to standard output.</summary>
    public static void Write<T>(Terminal terminal, T document, JsonTypeInfo<T> type) =>
        terminal.Output.WriteLine(JsonSerializer.Serialize(document, type));
}
