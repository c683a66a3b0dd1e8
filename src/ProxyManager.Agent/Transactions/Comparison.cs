using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Providers;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>A bundle compared with the live host and with the bundle that the host has.</summary>
internal sealed class Comparison
{
    private Comparison(IReadOnlyList<Finding> findings, IReadOnlyList<Resource> removed, IReadOnlyList<Change> changes)
    {
        Findings = findings;
        Removed = removed;
        Changes = changes;
    }

    /// <summary>Resources that differ from the host, in order.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Resources of the host's bundle that the new one lacks, in the order in which they are removed.</summary>
    public IReadOnlyList<Resource> Removed { get; }

    /// <summary>All of it for people, in the order in which it is done.</summary>
    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Compares.</summary>
    /// <param name="target">What the host has to be.</param>
    /// <param name="current">The resources that the host had to have so far.</param>
    /// <param name="providers">Know the kinds.</param>
    /// <param name="run">The run.</param>
    /// <param name="failed">Hears of kinds that cannot be compared, so that the others still are; null: the first failure is thrown.</param>
    public static Comparison Of(
        Bundle target, IReadOnlyList<Resource> current, ProviderCatalog providers, RunContext run, Action<string, Exception>? failed = null)
    {
        var findings = providers.Inspect(target.Resources, run, failed);
        var wanted = target.Resources.Select(r => r.Id).ToHashSet();
        IReadOnlyList<Resource> removed = [.. current.Where(r => !wanted.Contains(r.Id)).Reverse()];
        var before = findings.Count == 0 ? [] : current.ToDictionary(r => r.Id);
        var changes = removed
            .Select(r => new Change(r.Kind, r.Name, ChangeAction.Remove, Drift: false, []))
            .Concat(findings.Select(f => new Change(f.Resource.Kind, f.Resource.Name, f.Action, IsDrift(f.Resource, before), f.Lines)));
        return new Comparison(findings, removed, [.. changes]);
    }

    /// <summary>Stands for what was observed: the same host and bundle give the same hash until the host changes.</summary>
    /// <param name="generation">The host's current generation.</param>
    public string ObservedHash(long generation)
    {
        var observed = JsonSerializer.Serialize(
            new PlanReply(Changes, [], [], generation, ""), ResourcesJson.Wire.PlanReply);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(observed)));
    }

    /// <summary>Whether the host's own bundle asked for exactly the same, so that somebody else changed the host.</summary>
    private static bool IsDrift(Resource resource, Dictionary<string, Resource> before) =>
        before.TryGetValue(resource.Id, out var old)
        && (ReferenceEquals(old, resource) || Text(old) == Text(resource));

    private static string Text(Resource resource) => JsonSerializer.Serialize(resource, ResourcesJson.Wire.Resource);
}
