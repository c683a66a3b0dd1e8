namespace ProxyManager.Resources;

/// <summary>Where a backend of HAProxy leads, and whom it admits.</summary>
/// <param name="Upstreams"><c>address:port</c> of its servers, IPv6 in brackets; for a range of public ports as many of each server, in their order.</param>
/// <param name="Allow">CIDRs of clients; empty admits all.</param>
/// <param name="Deny">CIDRs of clients that are refused even so.</param>
public sealed record HaproxyBackend(IReadOnlyList<string> Upstreams, IReadOnlyList<string> Allow, IReadOnlyList<string> Deny);
