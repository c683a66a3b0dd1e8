namespace ProxyManager.Fleets;

/// <summary>The certificate authority of <c>tls: auto</c> (RFC 8555).</summary>
/// <param name="Directory">URL of the directory; null is Caddy's default.</param>
/// <param name="Root">PEM text of a root that is trusted for talking to it; null is the host's own store.</param>
/// <param name="Email">Contact; null for none.</param>
public sealed record AcmeAuthority(string? Directory, string? Root, string? Email);
