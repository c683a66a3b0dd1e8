namespace ProxyManager.Resources.Protocol;

/// <summary>How the edge sees an upstream that it watches: one of several of a route, or one with health checks.</summary>
/// <param name="Route">Name of the route.</param>
/// <param name="Address"><c>address:port</c>, IPv6 in brackets; the first port of a range stands for all.</param>
/// <param name="Up">Null when the edge does not tell, or has not met it yet.</param>
public sealed record UpstreamState(string Route, string Address, bool? Up);
