namespace ProxyManager.Resources.Protocol;

/// <summary>What people are told of the upstreams that an edge watches.</summary>
public static class UpstreamText
{
    /// <summary>How many are up of those of which it is known, such as <c>2/3, 1 unknown</c>; null for none.</summary>
    public static string? Count(IReadOnlyList<UpstreamState>? upstreams)
    {
        if (upstreams is not { Count: > 0 })
            return null;
        var unknown = upstreams.Count(u => u.Up is null);
        var known = $"{upstreams.Count(u => u.Up is true)}/{upstreams.Count - unknown}";
        return unknown == 0 ? known
            : unknown == upstreams.Count ? "unknown"
            : $"{known}, {unknown} unknown";
    }

    /// <summary>A line for each route that has upstreams which are down.</summary>
    public static IEnumerable<string> Down(IReadOnlyList<UpstreamState>? upstreams) => (upstreams ?? [])
        .GroupBy(u => u.Route)
        .Select(route => (route.Key, Down: route.Where(u => u.Up is false).Select(u => u.Address).ToList(), IsAll: route.All(u => u.Up is false)))
        .Where(route => route.Down.Count > 0)
        .Select(route => $"route {route.Key}: {string.Join(", ", route.Down)} {(route.Down.Count == 1 ? "is" : "are")} down{(route.IsAll ? ", and there is no other" : "")}");
}
