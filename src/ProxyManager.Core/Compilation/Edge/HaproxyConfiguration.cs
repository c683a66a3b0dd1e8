using System.Net;
using System.Net.Sockets;
using ProxyManager.Compilation.System;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Edge;

/// <summary>
/// HAProxy in front of a gateway's services. A simple <c>sni</c> route is an entry of a map, so it comes and goes without a reload;
/// what checks, balances, filters or announces clients has a backend of its own.
/// </summary>
internal static class HaproxyConfiguration
{
    public const string Template = "haproxy.cfg.hbs";

    /// <summary>The key of a map that stands for all names that have none.</summary>
    private const string DefaultKey = "*";

    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    public static HaproxyResource Compile(EdgePlan plan, CompilationContext context)
    {
        var gateway = plan.Gateway;
        var backends = new List<Dictionary<string, object?>>();
        var maps = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var port in plan.PassThrough)
        {
            maps[EnginePaths.SniMap(port.Port)] = Map(port, gateway);
            backends.AddRange(port.Routes.Where(NeedsBackend).Select(r => Backend(r, gateway, r.ProxyProtocol)));
            if (port.Http is not null)
                backends.Add(HttpBackend(port.Port, CaddyTraits.Of(gateway)));
        }

        backends.AddRange(plan.Forwards.Select(r => Backend(r, gateway, r.ClientIp == ClientIp.ProxyV2)));
        var model = new Dictionary<string, object?>
        {
            ["statsSocket"] = EnginePaths.HaproxyStatsSocket,
            ["passThrough"] = plan.PassThrough.Select(p => PassThrough(p.Port)).ToList(),
            ["forwards"] = plan.Forwards.Select(Forward).ToList(),
            ["backends"] = backends,
        };
        return new HaproxyResource(
            EnginePaths.HaproxyUnit,
            EnginePaths.HaproxyConfig,
            context.Templates.Render(Template, model),
            EnginePaths.HaproxyStatsSocket,
            EnginePaths.HaproxyMasterSocket,
            maps,
            [.. plan.FrontPorts.Order().Select(p => new ListenSocket("tcp", p))],
            Frontends(plan),
            plan.PassThrough.SelectMany(p => p.Routes).Where(NeedsBackend).Concat<Route>(plan.Forwards)
                .ToDictionary(BackendName, r => new HaproxyBackend([.. UpstreamAddress.Endpoints(r, gateway)], Networks(r.Allow), Networks(r.Deny))));
    }

    private static Dictionary<string, string> Frontends(EdgePlan plan) =>
        plan.PassThrough.Select(p => (Ports: $"{p.Port}", To: EnginePaths.SniMap(p.Port)))
            .Concat(plan.Forwards.Select(r => (Ports: $"{r.Tcp}", To: BackendName(r))))
            .ToDictionary(f => f.Ports, f => f.To);

    /// <summary>What an entry of a map cannot say.</summary>
    public static bool NeedsBackend(SniRoute route) =>
        route.To.Count > 1 || route.Health is not null || route.ProxyProtocol || route.Allow.Count > 0 || route.Deny.Count > 0;

    /// <summary>Name → <c>BACKEND</c>, or <c>by_name|ADDRESS|PORT</c>: one entry, so that a change of it is atomic.</summary>
    private static SortedDictionary<string, string> Map(PassThroughPort port, Gateway gateway)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var route in port.Routes)
        {
            var target = NeedsBackend(route)
                ? BackendName(route)
                : $"{HaproxyResource.ByName}|{UpstreamAddress.Of(route.To[0], gateway)}|{route.To[0].Ports.First}";
            foreach (var name in route.Default ? route.Names.Append(DefaultKey) : route.Names)
                map[name] = target;
        }

        foreach (var name in port.Http?.Routes.SelectMany(r => r.Names) ?? [])
            map[name] = HttpBackendName(port.Port);
        return map;
    }

    private static string BackendName(Route route) => $"{(route is SniRoute ? "sni" : "tcp")}_{route.Name}";

    private static string HttpBackendName(int port) => $"http_{port}";

    private static Dictionary<string, object?> PassThrough(int port) => new()
    {
        ["name"] = $"sni_{port}",
        ["port"] = port,
        ["map"] = EnginePaths.SniMap(port),
    };

    private static Dictionary<string, object?> Forward(ForwardRoute route) => new()
    {
        ["name"] = $"tcp_{route.Tcp}",
        ["ports"] = $"{route.Tcp}",
        ["backend"] = BackendName(route),
    };

    private static Dictionary<string, object?> HttpBackend(int port, CaddyTraits caddy) => new()
    {
        ["name"] = HttpBackendName(port),
        ["balance"] = "roundrobin",
        ["allow"] = Array.Empty<string>(),
        ["deny"] = Array.Empty<string>(),
        ["checkTimeout"] = null,
        ["servers"] = new[] { Server("caddy", $"unix@{EnginePaths.CaddyHttpSocket(port)}", caddy.ProxyProtocol ? ["send-proxy-v2"] : []) },
    };

    private static Dictionary<string, object?> Backend(Route route, Gateway gateway, bool proxyProtocol)
    {
        var isChecked = route.To.Count > 1 || route.Health is not null;
        return new Dictionary<string, object?>
        {
            ["name"] = BackendName(route),
            ["balance"] = Balance(route.Balance),
            ["allow"] = Networks(route.Allow),
            ["deny"] = Networks(route.Deny),
            ["checkTimeout"] = isChecked ? Milliseconds(route.Health?.Timeout ?? CheckTimeout) : null,
            ["servers"] = route.To.Select((u, i) => Server($"s{i + 1}", Address(route, u, gateway), [.. Options(route, u, isChecked, proxyProtocol)])).ToList(),
        };
    }

    private static Dictionary<string, object?> Server(string name, string address, IReadOnlyList<string> options) =>
        new() { ["name"] = name, ["address"] = address, ["options"] = string.Join(' ', options) };

    /// <summary>For a range the port is an offset to the one that the client asked for.</summary>
    private static string Address(Route route, Upstream upstream, Gateway gateway)
    {
        var address = UpstreamAddress.Of(upstream, gateway);
        var family = address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6@" : "ipv4@";
        return route is ForwardRoute { Tcp: { Length: > 1 } ports }
            ? $"{family}{address}:{upstream.Ports.First - ports.First:+0;-0;+0}"
            : $"{family}{address}:{upstream.Ports.First}";
    }

    private static IEnumerable<string> Options(Route route, Upstream upstream, bool isChecked, bool proxyProtocol)
    {
        if (isChecked)
        {
            yield return "check";
            if (route is ForwardRoute { Tcp.Length: > 1 })
                yield return $"port {upstream.Ports.First}";
            if (route.Health?.Interval is { } interval)
                yield return $"inter {Milliseconds(interval)}";
            if (route.Health?.Rise is { } rise)
                yield return $"rise {rise}";
            if (route.Health?.Fall is { } fall)
                yield return $"fall {fall}";
        }

        if (proxyProtocol)
            yield return isChecked ? "send-proxy-v2 check-send-proxy" : "send-proxy-v2";
    }

    private static List<string> Networks(IEnumerable<IPNetwork> networks) => [.. networks.Select(n => n.ToString())];

    private static string Milliseconds(TimeSpan duration) => $"{(long)duration.TotalMilliseconds}ms";

    private static string Balance(Balance balance) => balance switch
    {
        Fleets.Balance.LeastConn => "leastconn",
        Fleets.Balance.Source => "source",
        Fleets.Balance.First => "first",
        _ => "roundrobin",
    };
}
