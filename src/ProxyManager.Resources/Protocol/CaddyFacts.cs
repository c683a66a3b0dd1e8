namespace ProxyManager.Resources.Protocol;

/// <summary>A Caddy program on a host.</summary>
/// <param name="Version">Such as <c>2.6.2</c>.</param>
/// <param name="Layer4">Has the layer4 app.</param>
public sealed record CaddyFacts(string Version, bool Layer4);
