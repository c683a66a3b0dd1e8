using System.Text.Json.Nodes;

namespace ProxyManager.Compilation.Edge;

/// <summary>Names that lead to the same place in the same way.</summary>
internal sealed record SniTarget(JsonArray Handlers, List<string> Names);
