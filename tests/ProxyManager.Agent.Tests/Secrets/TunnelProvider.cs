using ProxyManager.Agent.Providers;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Secrets;

/// <summary>Tunnels that are always in order: resources that name secrets.</summary>
internal sealed class TunnelProvider : ResourceProvider
{
    public override string Kind => "wireguard";

    /// <summary>What was compared last.</summary>
    public IReadOnlyList<Resource> Inspected { get; private set; } = [];

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        Inspected = resources;
        return [];
    }

    public override string Capture(Resource resource, RunContext run) => "";

    public override void Apply(Resource resource, RunContext run)
    {
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
    }
}
