namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>What clients of a <see cref="BalancedEdge"/> speak.</summary>
internal enum RouteKind
{
    Tcp,
    Sni,
    Http,
}
