using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers;

/// <summary>All providers, by the kind that they know.</summary>
internal sealed class ProviderCatalog(IEnumerable<ResourceProvider> providers)
{
    private readonly Dictionary<string, ResourceProvider> _byKind = providers.ToDictionary(p => p.Kind);

    /// <summary>The providers of this program.</summary>
    public static ProviderCatalog All() => new([]);

    /// <summary>The provider of a resource's kind.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ResourceProvider For(Resource resource) => _byKind.TryGetValue(resource.Kind, out var provider)
        ? provider
        : throw new InvalidOperationException($"this agent has no provider for resources of kind {resource.Kind}");

    /// <summary>Compares resources with the live host, each kind at once.</summary>
    /// <returns>What differs, in the order of the resources.</returns>
    public IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = resources
            .GroupBy(r => r.Kind)
            .SelectMany(kind => For(kind.First()).Inspect([.. kind], run))
            .ToDictionary(f => f.Resource.Id);
        return findings.Count == 0 ? [] : [.. resources.Where(r => findings.ContainsKey(r.Id)).Select(r => findings[r.Id])];
    }
}
