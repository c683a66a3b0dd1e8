using System.Text.Json.Nodes;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.Edge;

/// <summary>The whole configuration of a gateway's Caddy.</summary>
internal static class CaddyConfiguration
{
    public const string ErrorTemplate = "error.html.hbs";

    /// <summary>Compiles Caddy's resource.</summary>
    /// <param name="plan">What the gateway serves.</param>
    /// <param name="context">The fleet.</param>
    /// <param name="front">Caddy itself owns the ports in front of the http application.</param>
    public static CaddyResource Compile(EdgePlan plan, CompilationContext context, bool front)
    {
        var caddy = CaddyTraits.Of(plan.Gateway);
        var routes = plan.Http.SelectMany(p => p.Routes).ToList();
        var http = new HttpApp(plan, context, caddy, context.Templates.Render(ErrorTemplate, new Dictionary<string, object?>()));
        var layer4 = front && plan.NeedsFront;

        var apps = new JsonObject { ["http"] = http.Build() };
        if (layer4)
            apps["layer4"] = Layer4App.Build(plan, caddy);
        if (TlsApp.Build(routes, context.Fleet.Acme) is { } tls)
            apps["tls"] = tls;
        // The host's own trust store is nobody's business here.
        apps["pki"] = new JsonObject
        {
            ["certificate_authorities"] = new JsonObject { ["local"] = new JsonObject { ["install_trust"] = false } },
        };

        IEnumerable<Route> led = layer4 ? [.. routes, .. plan.PassThrough.SelectMany(p => p.Routes), .. plan.Forwards] : routes;
        return new CaddyResource(
            EnginePaths.CaddyUnit,
            HostPaths.Caddy,
            EnginePaths.CaddyConfig,
            Json.Text(Document(apps)),
            EnginePaths.CaddyAdminSocket,
            layer4,
            [.. http.Ports.Concat(layer4 ? plan.FrontPorts : []).Order().Select(p => new ListenSocket("tcp", p))],
            [.. led.SelectMany(r => UpstreamAddress.Endpoints(r, plan.Gateway)).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static JsonObject Document(JsonObject apps) => new()
    {
        // A configuration without this key moves the API to a TCP port.
        ["admin"] = new JsonObject
        {
            ["listen"] = $"unix/{EnginePaths.CaddyAdminSocket}",
            ["origins"] = Json.Strings(["localhost"]),
            ["config"] = new JsonObject { ["persist"] = false },
        },
        ["logging"] = new JsonObject
        {
            ["logs"] = new JsonObject
            {
                ["default"] = new JsonObject { ["level"] = "WARN", ["encoder"] = new JsonObject { ["format"] = "console" } },
            },
        },
        ["storage"] = new JsonObject { ["module"] = "file_system", ["root"] = EnginePaths.CaddyStorage },
        ["apps"] = apps,
    };
}
