using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Which keys a kind of route takes.</summary>
internal static class RouteKeys
{
    private static readonly Dictionary<string, RouteKind[]> OfSomeKinds = new()
    {
        ["port"] = [RouteKind.Sni, RouteKind.Http],
        ["path"] = [RouteKind.Http],
        ["tls"] = [RouteKind.Http],
        ["redirect"] = [RouteKind.Http],
        ["insecureUpstream"] = [RouteKind.Http],
    };

    /// <summary>The kind of a route; null when it has none or more than one, which the shape of the inventory refuses.</summary>
    public static RouteKind? Kind(MappingNode route)
    {
        var kinds = new List<RouteKind>();
        if (route["sni"] is not null || route["default"] is not null)
            kinds.Add(RouteKind.Sni);
        if (route["http"] is not null)
            kinds.Add(RouteKind.Http);
        if (route["tcp"] is not null || route["udp"] is not null)
            kinds.Add(RouteKind.Forward);
        return kinds is [var kind] ? kind : null;
    }

    /// <summary>Reports keys that mean nothing for a kind.</summary>
    public static bool Check(MappingNode route, RouteKind kind, ResolutionLog log)
    {
        var valid = true;
        foreach (var entry in route.Entries)
        {
            if (!OfSomeKinds.TryGetValue(entry.Key, out var kinds) || kinds.Contains(kind))
                continue;
            log.Error(
                ResolutionCodes.KeyOfAnotherKind,
                entry.KeyPosition,
                $"'{entry.Key}' means nothing for this route",
                $"it belongs to {string.Join(" and ", kinds.Select(k => k.ToString().ToLowerInvariant()))} routes");
            valid = false;
        }

        return valid;
    }
}
