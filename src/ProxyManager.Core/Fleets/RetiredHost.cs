namespace ProxyManager.Fleets;

/// <summary>
/// A host that the lock knows and the inventory no longer manages: it still enforces its last state until it is retired. It has only what retiring needs:
/// no address, and no <see cref="Host.Ssh"/> where the lock does not say how it was reached.
/// </summary>
public sealed record RetiredHost : Host;
