using System.Net;
using System.Text.Json.Nodes;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary><c>allow</c> and <c>deny</c> of a route as Caddy's matchers; the http and the layer4 application share their form.</summary>
internal static class ClientFilter
{
    /// <summary>Matcher sets of which one holds for every client that the route refuses; empty when it refuses nobody.</summary>
    public static JsonArray Refused(Route route)
    {
        var refused = new JsonArray();
        if (route.Deny.Count > 0)
            refused.Add((JsonNode)RemoteIp(route.Deny));
        if (route.Allow.Count > 0)
            refused.Add((JsonNode)new JsonObject { ["not"] = new JsonArray(RemoteIp(route.Allow)) });
        return refused;
    }

    private static JsonObject RemoteIp(IEnumerable<IPNetwork> networks) =>
        new() { ["remote_ip"] = new JsonObject { ["ranges"] = Json.Strings(networks.Select(n => n.ToString())) } };
}
