using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>What the gateway's Caddy can do. Without a lock a current one is assumed.</summary>
/// <param name="ProxyProtocol">Reads PROXY headers in front of the http application (since 2.7).</param>
/// <param name="KeepsStreams">Can leave WebSockets open when its configuration changes (since 2.7).</param>
internal sealed record CaddyTraits(bool ProxyProtocol, bool KeepsStreams)
{
    private static readonly Version Modern = new(2, 7);

    public static CaddyTraits Of(Host gateway)
    {
        var modern = gateway.Lock?.Caddy is not { } version || version >= Modern;
        return new CaddyTraits(ProxyProtocol: modern, KeepsStreams: modern);
    }
}
