using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>A public port with <c>http</c> routes.</summary>
/// <param name="Port">1–65535.</param>
/// <param name="Routes">In the order of the inventory; never empty; all with TLS or all without.</param>
/// <param name="BehindFront">Another engine owns the port and passes connections on to a unix socket.</param>
internal sealed record HttpPort(int Port, IReadOnlyList<HttpRoute> Routes, bool BehindFront)
{
    public bool Tls => Routes[0].Tls != TlsMode.Off;
}
