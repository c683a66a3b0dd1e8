using System.Text.Json.Nodes;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.Edge;

/// <summary>
/// The whole configurations of a gateway's Caddys: one runs the http application, on every gateway that needs it, the other the layer4
/// application before it, where Caddy is the front. They are two processes, because Caddy restarts all its applications with every load: each is
/// loaded only when something of its own differs.
/// </summary>
internal static class CaddyConfiguration
{
    public const string ErrorTemplate = "error.html.hbs";

    /// <summary>The http application, with the certificates that it ends TLS with.</summary>
    public static CaddyResource Http(EdgePlan plan, CompilationContext context)
    {
        var http = new HttpApp(plan, context, CaddyTraits.Of(plan.Gateway), context.Templates.Render(ErrorTemplate, new Dictionary<string, object?>()));
        var apps = new JsonObject { ["http"] = http.Build() };
        if (TlsApp.Build([.. plan.HttpRoutes], context.Fleet.Acme) is { } tls)
            apps["tls"] = tls;
        // The host's own trust store is nobody's business here.
        apps["pki"] = new JsonObject
        {
            ["certificate_authorities"] = new JsonObject { ["local"] = new JsonObject { ["install_trust"] = false } },
        };
        return new CaddyResource(
            EnginePaths.CaddyUnit,
            HostPaths.Caddy,
            EnginePaths.CaddyConfig,
            Json.Text(Document(EnginePaths.CaddyAdminSocket, apps)),
            EnginePaths.CaddyAdminSocket,
            NeedsLayer4: false,
            Listens(http.Ports),
            Upstreams(plan.Gateway, plan.HttpRoutes))
        {
            Watched = WatchedUpstreams.OfHttp(plan),
        };
    }

    /// <summary>The layer4 application, which owns the ports of <c>sni</c> routes and of balanced forwards.</summary>
    public static CaddyResource Layer4(EdgePlan plan) => new(
        EnginePaths.Layer4Unit,
        HostPaths.Caddy,
        EnginePaths.Layer4Config,
        Json.Text(Document(EnginePaths.Layer4AdminSocket, new JsonObject { ["layer4"] = Layer4App.Build(plan, CaddyTraits.Of(plan.Gateway)) })),
        EnginePaths.Layer4AdminSocket,
        NeedsLayer4: true,
        Listens(plan.FrontPorts),
        Upstreams(plan.Gateway, plan.FrontRoutes))
    {
        Watched = WatchedUpstreams.OfLayer4(plan),
    };

    private static IReadOnlyList<ListenSocket> Listens(IEnumerable<int> ports) => [.. ports.Order().Select(p => new ListenSocket("tcp", p))];

    private static IReadOnlyList<string> Upstreams(Gateway gateway, IEnumerable<Route> routes) =>
        [.. routes.SelectMany(r => UpstreamAddress.Endpoints(r, gateway)).Distinct().Order(StringComparer.Ordinal)];

    private static JsonObject Document(string adminSocket, JsonObject apps) => new()
    {
        // A configuration without this key moves the API to a TCP port.
        ["admin"] = new JsonObject
        {
            ["listen"] = $"unix/{adminSocket}",
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
