using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers;

/// <summary>
/// Knows how to inspect, check, apply and undo one kind of resource on this host. Everything a provider does may be done
/// again after a crash: applying and restoring are idempotent.
/// </summary>
internal abstract class ResourceProvider
{
    /// <summary>The kind, as in <see cref="Resource.Kind"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>Resources of this kind that follow each other are one step of a transaction.</summary>
    public virtual bool AppliesTogether => false;

    /// <summary>It is kept by the kernel alone: a boot takes it away, and nobody but the agent brings it back.</summary>
    public virtual bool IsLostAtBoot => false;

    /// <summary>
    /// Compares resources of this kind with the live host. All of a kind come at once, so that one listing serves them all.
    /// Changes nothing, and costs next to nothing when there is no difference.
    /// </summary>
    /// <returns>One finding for each resource that differs; none for those in order.</returns>
    public abstract IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run);

    /// <summary>
    /// Checks with the host's own tools what <see cref="Apply(Resource, RunContext)"/> would do, before anything changes: syntax, ports and
    /// names that somebody else holds, missing programs.
    /// </summary>
    public virtual IEnumerable<HostProblem> Preflight(Resource resource, RunContext run) => [];

    /// <summary>Checks all of a kind at once, for kinds that one call of a tool can serve.</summary>
    public virtual IEnumerable<HostProblem> Preflight(IReadOnlyList<Resource> resources, RunContext run) => resources.SelectMany(r => Preflight(r, run));

    /// <summary>What <see cref="Restore"/> needs to bring the host back to the present state, as text (JSON where structured).</summary>
    public abstract string Capture(Resource resource, RunContext run);

    /// <summary>Captures all of a kind at once, for kinds that one call of a tool can serve.</summary>
    /// <returns>In the order of <paramref name="resources"/>.</returns>
    public virtual IReadOnlyList<string> Capture(IReadOnlyList<Resource> resources, RunContext run) => [.. resources.Select(r => Capture(r, run))];

    /// <summary>Brings the host to the resource.</summary>
    /// <exception cref="ToolException">A tool failed.</exception>
    public abstract void Apply(Resource resource, RunContext run);

    /// <summary>Brings the host to resources that follow each other, for kinds that one call of a tool can serve.</summary>
    /// <exception cref="ToolException">A tool failed.</exception>
    public virtual void Apply(IReadOnlyList<Resource> resources, RunContext run)
    {
        foreach (var resource in resources)
            Apply(resource, run);
    }

    /// <summary>Brings the host back to what <see cref="Capture(Resource, RunContext)"/> saw.</summary>
    public abstract void Restore(Resource resource, string captured, RunContext run);

    /// <summary>Whether the host is as <see cref="Capture(Resource, RunContext)"/> saw it, or differs only in what the host changes by itself.</summary>
    public virtual bool IsAsCaptured(Resource resource, string captured, RunContext run) => Capture(resource, run) == captured;

    /// <summary>
    /// After the transaction is committed: ends what the old configuration admitted and the new one does not (flows), and nothing else.
    /// </summary>
    /// <param name="previous">A resource of the generation before.</param>
    /// <param name="inForce">All resources in force.</param>
    /// <param name="run">The run.</param>
    public virtual void Settle(Resource previous, IReadOnlyList<Resource> inForce, RunContext run)
    {
    }
}
