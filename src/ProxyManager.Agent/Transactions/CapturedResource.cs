using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>A resource and what its provider needs to bring the host back to how it was.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Captured">What its provider captured.</param>
internal sealed record CapturedResource(Resource Resource, string Captured);
