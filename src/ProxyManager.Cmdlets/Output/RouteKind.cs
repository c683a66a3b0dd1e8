namespace ProxyManager.Cmdlets.Output;

/// <summary>How a route is published.</summary>
public enum RouteKind
{
    /// <summary>TLS, passed through by its server name.</summary>
    Sni,

    /// <summary>HTTP; TLS ends at the gateway.</summary>
    Http,

    /// <summary>Forwarded TCP or UDP ports.</summary>
    Forward,
}
