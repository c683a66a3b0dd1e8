using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>A target of a route that has been looked up.</summary>
/// <param name="Entry">The host in the inventory.</param>
/// <param name="Host">The host.</param>
/// <param name="Upstream">Its address and ports.</param>
/// <param name="Tls">A URL's scheme is https; null where it is no URL.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record Target(HostEntry Entry, Host Host, Upstream Upstream, bool? Tls, SourcePosition Position);
