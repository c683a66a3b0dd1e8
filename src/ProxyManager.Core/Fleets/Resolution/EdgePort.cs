namespace ProxyManager.Fleets.Resolution;

/// <summary>A TCP port of a gateway that sni and http routes share.</summary>
/// <param name="port">1–65535.</param>
internal sealed class EdgePort(int port)
{
    private readonly Dictionary<string, RouteDraft> _names = new(StringComparer.Ordinal);

    /// <summary>By name and path, as Caddy compares them: without regard to case.</summary>
    private readonly Dictionary<string, RouteDraft> _paths = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc cref="_paths"/>
    private readonly Dictionary<string, RouteDraft> _redirects = new(StringComparer.OrdinalIgnoreCase);
    private RouteDraft? _default;

    private string Port => $"tcp/{port} of";

    /// <summary>The first route that needs the port with TLS, and the first that needs it without.</summary>
    public RouteDraft? Tls { get; private set; }

    /// <inheritdoc cref="Tls"/>
    public RouteDraft? Plain { get; private set; }

    /// <summary>The first route of the two.</summary>
    public RouteDraft First => Tls is null || Plain?.Order < Tls.Order ? Plain! : Tls;

    /// <summary>Claims the port with or without TLS.</summary>
    public void Claim(RouteDraft draft, bool tls)
    {
        if (tls)
            Tls ??= draft;
        else
            Plain ??= draft;
    }

    /// <summary>Enters what an sni route answers to.</summary>
    /// <returns>What another route has already.</returns>
    public IEnumerable<PortClash> Add(RouteDraft draft, SniRoute route)
    {
        foreach (var name in route.Names.Where(n => !_names.TryAdd(n, draft)))
            yield return new(ResolutionCodes.RouteNameTaken, draft, _names[name], $"the name '{name}' on {Port}");
        if (!route.Default)
            yield break;
        if (_default is { } other)
            yield return new(ResolutionCodes.DefaultTaken, draft, other, $"what no name matches on {Port}");
        _default ??= draft;
    }

    /// <summary>Enters what an http route answers to.</summary>
    /// <returns>What another route has already.</returns>
    public IEnumerable<PortClash> Add(RouteDraft draft, HttpRoute route)
    {
        foreach (var name in route.Names)
        {
            if (!_names.TryAdd(name, draft) && _names[name].Route is not HttpRoute)
                yield return new(ResolutionCodes.RouteNameTaken, draft, _names[name], $"the name '{name}' on {Port}");
            else if (!_paths.TryAdd(name + route.Path, draft))
                yield return new(ResolutionCodes.RouteNameTaken, draft, _paths[name + route.Path], $"'{name}{route.Path}' on {Port}");
            else if (route.Tls == TlsMode.Off && _redirects.TryGetValue(name + route.Path, out var redirecting))
                yield return Redirected(draft, redirecting, redirecting, name + route.Path);
        }
    }

    /// <summary>Enters what an http route with TLS, on another port, redirects from this one.</summary>
    /// <returns>What a plain route has already.</returns>
    public IEnumerable<PortClash> AddRedirects(RouteDraft draft, HttpRoute route)
    {
        foreach (var name in route.Names)
        {
            _redirects.TryAdd(name + route.Path, draft);
            if (_paths.TryGetValue(name + route.Path, out var plain) && plain.Route is HttpRoute { Tls: TlsMode.Off })
                yield return Redirected(draft, plain, draft, name + route.Path);
        }
    }

    private PortClash Redirected(RouteDraft later, RouteDraft earlier, RouteDraft redirecting, string what) => new(
        ResolutionCodes.RouteNameTaken, later, earlier, $"'{what}' on {Port}", $"the route '{redirecting.Route.Name}' redirects it to TLS (redirect: false stops that)");
}
