using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Makes the route of each kind from its keys and what they refer to.</summary>
internal sealed class RouteBuilder(ResolutionLog log)
{
    private const int TlsPort = 443;
    private const int PlainPort = 80;

    /// <summary>Makes a route.</summary>
    /// <returns>Null when something is wrong with it.</returns>
    public Route? Build(RouteKind kind, Located<string> name, MappingNode node, IReadOnlyList<HostEntry> gateways, IReadOnlyList<Target> targets)
    {
        var clientIp = node.Value("clientIp", WordForms.ClientIp)?.Value ?? ClientIp.Snat;
        IReadOnlyList<string> on = [.. gateways.Select(g => g.Name)];
        IReadOnlyList<Upstream> to = [.. targets.Select(t => t.Upstream)];
        Route? route = kind switch
        {
            RouteKind.Sni => Sni(name, node, clientIp, on, to),
            RouteKind.Http => Http(name, node, on, to, targets),
            _ => new ForwardRoute
            {
                Name = name.Value,
                Position = name.Position,
                On = on,
                To = to,
                Tcp = node.Value("tcp", PortRangeForm.Instance)?.Value,
                Udp = node.Value("udp", PortRangeForm.Instance)?.Value,
                ClientIp = clientIp,
            },
        };
        return route is null || (kind != RouteKind.Http && !HasNoUrl(targets)) ? null : route with
        {
            Balance = node.Value("balance", WordForms.Balance)?.Value ?? Balance.RoundRobin,
            Health = Health(node.Mapping("health")),
            Description = node.Value("description", DescriptionForm.Instance)?.Value,
        };
    }

    private SniRoute? Sni(Located<string> name, MappingNode node, ClientIp clientIp, IReadOnlyList<string> on, IReadOnlyList<Upstream> to)
    {
        var takesRest = node.Value("default", BooleanForm.Instance)?.Value ?? false;
        if (Names(node, "sni") is not { } names)
            return null;
        if (names.Count == 0 && !takesRest)
        {
            log.Error(ResolutionCodes.NameNeeded, name.Position, $"the route '{name.Value}' has no name", "at least one name, or default: true");
            return null;
        }

        return new()
        {
            Name = name.Value,
            Position = name.Position,
            On = on,
            To = to,
            Names = [.. names.Select(n => n.Value)],
            Port = node.Value("port", IntegerForm.Port)?.Value ?? TlsPort,
            Default = takesRest,
            ProxyProtocol = clientIp == ClientIp.ProxyV2,
        };
    }

    private HttpRoute? Http(Located<string> name, MappingNode node, IReadOnlyList<string> on, IReadOnlyList<Upstream> to, IReadOnlyList<Target> targets)
    {
        var tls = node.Value("tls", WordForms.Tls)?.Value ?? TlsMode.Auto;
        var redirect = node.Value("redirect", BooleanForm.Instance);
        var insecure = node.Value("insecureUpstream", BooleanForm.Instance);
        var port = node.Value("port", IntegerForm.Port)?.Value ?? (tls == TlsMode.Off ? PlainPort : TlsPort);
        var upstreamTls = targets[0].Tls ?? false;
        if (Names(node, "http") is not { } names)
            return null;

        var valid = true;
        if (tls == TlsMode.Auto && names.FirstOrDefault(n => n.Value.StartsWith('*')) is { } wildcard)
            Wrong(ResolutionCodes.WildcardCertificate, wildcard.Position, $"there is no automatic certificate for '{wildcard.Value}'", "a wildcard needs tls: internal");
        if (tls == TlsMode.Off && redirect is { Value: true })
            Wrong(ResolutionCodes.KeyOfAnotherKind, redirect.Position, "there is nothing to redirect to without TLS", "leave 'redirect' out, or turn TLS on");
        if (port == PlainPort && (tls == TlsMode.Auto || (tls == TlsMode.Internal && redirect is not { Value: false })))
            Wrong(ResolutionCodes.TlsAndPlain, node["port"]!.Value.Position, "port 80 is where redirects and automatic certificates begin, without TLS", "another port");
        if (targets.FirstOrDefault(t => (t.Tls ?? false) != upstreamTls) is { } mixed)
            Wrong(ResolutionCodes.TargetScheme, mixed.Position, "some targets of the route speak TLS and some do not", "all https:// or none");
        if (!upstreamTls && insecure is { Value: true })
            Wrong(ResolutionCodes.TargetScheme, insecure.Position, "'insecureUpstream' means nothing for a target without TLS", "a target such as https://10.20.1.10:8006");
        if (!valid)
            return null;

        return new()
        {
            Name = name.Value,
            Position = name.Position,
            On = on,
            To = to,
            Names = [.. names.Select(n => n.Value)],
            Port = port,
            Path = node.Value("path", UrlPathForm.Instance)?.Value.TrimEnd('/') is { Length: > 0 } path ? path : null,
            Tls = tls,
            Redirect = tls != TlsMode.Off && (redirect?.Value ?? true),
            UpstreamTls = upstreamTls,
            InsecureUpstream = insecure?.Value ?? false,
        };

        void Wrong(string code, SourcePosition position, string message, string allowed)
        {
            log.Error(code, position, message, allowed);
            valid = false;
        }
    }

    private IReadOnlyList<Located<string>>? Names(MappingNode node, string key)
    {
        var names = node.Values(key, DnsNameForm.Instance);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(n => !seen.Add(n.Value)) is not { } twice)
            return names;
        log.Error(ResolutionCodes.ListedTwice, twice.Position, $"the route lists '{twice.Value}' twice");
        return null;
    }

    private bool HasNoUrl(IReadOnlyList<Target> targets)
    {
        if (targets.FirstOrDefault(t => t.Tls is not null) is not { } url)
            return true;
        log.Error(ResolutionCodes.TargetScheme, url.Position, "only an http route can lead to a URL", "host/service or host:port");
        return false;
    }

    private static HealthCheck? Health(MappingNode? node) => node is null ? null : new(
        node.Value("interval", DurationForm.HealthCheck)?.Value,
        node.Value("timeout", DurationForm.HealthCheck)?.Value,
        node.Value("rise", IntegerForm.Checks)?.Value,
        node.Value("fall", IntegerForm.Checks)?.Value,
        node.Value("path", UrlPathForm.Instance)?.Value);
}
