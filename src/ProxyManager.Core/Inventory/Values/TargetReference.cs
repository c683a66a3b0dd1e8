using System.Net;

namespace ProxyManager.Inventory.Values;

/// <summary>Where a route leads, as it is written; not yet looked up.</summary>
public abstract record TargetReference;

/// <summary><c>host/service</c></summary>
public sealed record ServiceReference(string Host, string Service) : TargetReference;

/// <summary><c>host:port</c> of a host of the inventory.</summary>
public sealed record PortReference(string Host, int Port) : TargetReference;

/// <summary><c>address:port</c>, IPv6 in brackets.</summary>
public sealed record AddressReference(IPAddress Address, int Port) : TargetReference;

/// <summary><c>https://address[:port]</c> or <c>http://address[:port]</c>.</summary>
/// <param name="Tls">The upstream speaks TLS.</param>
/// <param name="Address">An address.</param>
/// <param name="Port">443 with TLS and 80 without, unless the URL says otherwise.</param>
public sealed record UrlReference(bool Tls, IPAddress Address, int Port) : TargetReference;
