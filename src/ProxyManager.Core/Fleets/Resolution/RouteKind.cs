namespace ProxyManager.Fleets.Resolution;

/// <summary>The kinds of routes.</summary>
internal enum RouteKind
{
    Sni,
    Http,
    Forward,
}
