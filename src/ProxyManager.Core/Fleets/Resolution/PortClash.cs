namespace ProxyManager.Fleets.Resolution;

/// <summary>Something of a gateway that two routes want.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Later">The route that comes later in the inventory.</param>
/// <param name="Earlier">The other one.</param>
/// <param name="What">What they both want, to be followed by the gateway.</param>
/// <param name="Allowed">How they could stand beside each other; null for not at all.</param>
internal sealed record PortClash(string Code, RouteDraft Later, RouteDraft Earlier, string What, string? Allowed = null);
