using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What one route of the http application matches.</summary>
/// <param name="Route">The route of the inventory.</param>
/// <param name="Names">All exact or all wildcards.</param>
/// <param name="Path">Without a slash at its end; null matches every path.</param>
internal sealed record HttpRow(HttpRoute Route, IReadOnlyList<string> Names, string? Path)
{
    /// <summary>Caddy takes the first match, so: exact names before wildcards, long paths before short ones.</summary>
    public static IEnumerable<HttpRow> InOrder(IEnumerable<HttpRoute> routes)
    {
        var rows = routes.SelectMany(
            route => route.Names.Distinct().GroupBy(n => n.StartsWith('*')),
            (route, names) => (IsWildcard: names.Key, Row: new HttpRow(route, [.. names], Normalised(route.Path))));
        return rows.OrderBy(r => r.IsWildcard).ThenByDescending(r => r.Row.Path?.Length ?? 0).Select(r => r.Row);
    }

    /// <summary>Whether it matches all that another path matches; Caddy compares paths without case.</summary>
    public bool Covers(string? path) => Path is null || string.Equals(path, Path, StringComparison.OrdinalIgnoreCase) || path?.StartsWith(Path + "/", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Caddy's route, final for what it matches.</summary>
    public JsonObject Compile(params JsonNode[] handlers)
    {
        var match = new JsonObject { ["host"] = Json.Strings(Names) };
        if (Path is not null)
            match["path"] = Json.Strings([Path, Path + "/*"]);
        return new JsonObject { ["match"] = new JsonArray(match), ["handle"] = new JsonArray(handlers), ["terminal"] = true };
    }

    private static string? Normalised(string? path) => path?.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : null;
}
