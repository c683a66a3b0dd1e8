using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Providers.Nftables;
using ProxyManager.Agent.Providers.Packages;
using ProxyManager.Agent.Providers.Routing;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Providers.Users;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers;

/// <summary>All providers, by the kind that they know.</summary>
internal sealed class ProviderCatalog(IEnumerable<ResourceProvider> providers)
{
    private readonly Dictionary<string, ResourceProvider> _byKind = providers.ToDictionary(p => p.Kind);

    /// <summary>The providers of this program.</summary>
    public static ProviderCatalog All() => new(
    [
        new PackageProvider(),
        new UserProvider(),
        new DirectoryProvider(),
        new FileProvider(),
        new SysctlProvider(),
        new ForwardingProvider(),
        new UnitProvider(),
        new WireGuardProvider(),
        new RouteProvider(),
        new RuleProvider(),
        new NftablesProvider(new Netfilter()),
        new ForeignAcceptProvider(new Netfilter()),
        new CaddyProvider(),
        new HaproxyProvider(),
    ]);

    /// <summary>The provider of a resource's kind.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ResourceProvider For(Resource resource) => _byKind.TryGetValue(resource.Kind, out var provider)
        ? provider
        : throw new InvalidOperationException($"this agent has no provider for resources of kind {resource.Kind}");

    /// <summary>Captures the present state of resources, each kind at once.</summary>
    /// <returns>In the order of <paramref name="resources"/>.</returns>
    public IReadOnlyList<CapturedResource> Capture(IReadOnlyList<Resource> resources, RunContext run)
    {
        var captures = new Dictionary<string, CapturedResource>();
        foreach (var kind in resources.GroupBy(r => r.Kind).Select(g => g.ToList()))
        {
            foreach (var (resource, captured) in kind.Zip(For(kind[0]).Capture(kind, run)))
                captures.Add(resource.Id, new CapturedResource(resource, captured));
        }

        return [.. resources.Select(r => captures[r.Id])];
    }

    /// <summary>Splits resources into the steps in which they are applied: mostly one each, in order.</summary>
    public IEnumerable<IReadOnlyList<Resource>> Steps(IReadOnlyList<Resource> resources)
    {
        for (var start = 0; start < resources.Count;)
        {
            var end = start + 1;
            while (end < resources.Count && resources[end].Kind == resources[start].Kind && For(resources[start]).AppliesTogether)
                end++;
            yield return [.. resources.Skip(start).Take(end - start)];
            start = end;
        }
    }

    /// <summary>Compares resources with the live host, each kind at once.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="run">The run.</param>
    /// <param name="failed">Hears of kinds that cannot be compared, so that the others still are; null: the first failure is thrown.</param>
    /// <returns>What differs, in the order of the resources.</returns>
    public IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run, Action<string, Exception>? failed = null)
    {
        var findings = new Dictionary<string, Finding>();
        foreach (var kind in resources.GroupBy(r => r.Kind))
        {
            try
            {
                foreach (var finding in For(kind.First()).Inspect([.. kind], run))
                    findings.Add(finding.Resource.Id, finding);
            }
            catch (Exception e) when (failed is not null && Failures.AreOfAStep(e))
            {
                failed(kind.Key, e);
            }
        }

        return findings.Count == 0 ? [] : [.. resources.Where(r => findings.ContainsKey(r.Id)).Select(r => findings[r.Id])];
    }
}
