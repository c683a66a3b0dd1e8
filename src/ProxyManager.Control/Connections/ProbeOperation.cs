using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Lets hosts look at what routes lead through. Changes nothing.</summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="requests">What each host is to look at.</param>
internal sealed class ProbeOperation(string fleet, IReadOnlyDictionary<string, ProbeRequest> requests) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (answer, failure) = await agent.AskAsync<ProbeReply>(requests[host.Name], progress, cancellationToken);
        return answer is null
            ? Comparison.Failure(fleet, host, failure!)
            : new HostResult(fleet, host.Name, HostVerdict.InOrder, HostState.Unchanged) { Probe = answer };
    }
}
