using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Edge;

/// <summary>A public port whose TLS connections are told apart by SNI.</summary>
/// <param name="Port">1–65535.</param>
/// <param name="Routes">The <c>sni</c> routes, in the order of the inventory; never empty.</param>
/// <param name="Http">The <c>http</c> routes on the same port; null without any.</param>
internal sealed record PassThroughPort(int Port, IReadOnlyList<SniRoute> Routes, HttpPort? Http);
