using System.Text.Json.Nodes;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>Caddy's tls application: which names have certificates, and who issues them.</summary>
internal static class TlsApp
{
    /// <summary>Compiles the application.</summary>
    /// <param name="routes">A gateway's <c>http</c> routes.</param>
    /// <param name="acme">The fleet's certificate authority; null is Caddy's default.</param>
    /// <returns>Null when no name needs a certificate.</returns>
    public static JsonObject? Build(IReadOnlyList<HttpRoute> routes, AcmeAuthority? acme)
    {
        var auto = Names(routes, TlsMode.Auto);
        var own = Names(routes, TlsMode.Internal);
        if (auto.Count + own.Count == 0)
            return null;

        var policies = new JsonArray();
        if (auto.Count > 0)
            policies.Add((JsonNode)Policy(auto, Acme(acme)));
        if (own.Count > 0)
            policies.Add((JsonNode)Policy(own, new JsonObject { ["module"] = "internal" }));
        return new JsonObject
        {
            ["certificates"] = new JsonObject { ["automate"] = Json.Strings(auto.Concat(own)) },
            ["automation"] = new JsonObject { ["policies"] = policies },
        };
    }

    private static List<string> Names(IEnumerable<HttpRoute> routes, TlsMode mode) =>
        [.. routes.Where(r => r.Tls == mode).SelectMany(r => r.Names).Distinct().Order(StringComparer.Ordinal)];

    private static JsonObject Policy(IEnumerable<string> names, JsonObject issuer) =>
        new() { ["subjects"] = Json.Strings(names), ["issuers"] = new JsonArray(issuer) };

    private static JsonObject Acme(AcmeAuthority? acme)
    {
        var issuer = new JsonObject
        {
            ["module"] = "acme",
            // Port 80 is ours whenever a certificate is wanted, and only HTTP-01 can be relayed between gateways.
            ["challenges"] = new JsonObject { ["tls-alpn"] = new JsonObject { ["disabled"] = true } },
        };
        if (acme?.Directory is { } directory)
            issuer["ca"] = directory;
        if (acme?.Email is { } email)
            issuer["email"] = email;
        if (acme?.Root is not null)
            issuer["trusted_roots_pem_files"] = Json.Strings([EnginePaths.AcmeRoot]);
        return issuer;
    }
}
