namespace ProxyManager.Fleets.Resolution;

/// <summary>A TCP port of a gateway that sni and http routes share.</summary>
internal sealed class EdgePort
{
    private readonly Dictionary<string, RouteDraft> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string? Path), RouteDraft> _paths = [];
    private RouteDraft? _default;

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
            yield return new(ResolutionCodes.RouteNameTaken, draft, _names[name], $"the name '{name}' on");
        if (!route.Default)
            yield break;
        if (_default is { } other)
            yield return new(ResolutionCodes.DefaultTaken, draft, other, "what no name matches on");
        _default ??= draft;
    }

    /// <summary>Enters what an http route answers to.</summary>
    /// <returns>What another route has already.</returns>
    public IEnumerable<PortClash> Add(RouteDraft draft, HttpRoute route)
    {
        foreach (var name in route.Names)
        {
            if (!_names.TryAdd(name, draft) && _names[name].Route is not HttpRoute)
                yield return new(ResolutionCodes.RouteNameTaken, draft, _names[name], $"the name '{name}' on");
            else if (_names[name].Route is HttpRoute { Tls: var tls } && tls != route.Tls && tls != TlsMode.Off && route.Tls != TlsMode.Off)
                yield return new(ResolutionCodes.RouteNameTaken, draft, _names[name], $"different certificates for the name '{name}' on");
            else if (!_paths.TryAdd((name, route.Path), draft))
                yield return new(ResolutionCodes.RouteNameTaken, draft, _paths[(name, route.Path)], $"'{name}{route.Path}' on");
        }
    }
}
