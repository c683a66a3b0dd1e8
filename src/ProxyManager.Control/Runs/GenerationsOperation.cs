using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Asks hosts for the generations that they keep. Changes nothing.</summary>
/// <param name="fleet">Name of the fleet.</param>
public sealed class GenerationsOperation(string fleet) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var (answer, failure) = await agent.AskAsync<GenerationsReply>(new GenerationsRequest(), progress, cancellationToken);
        if (answer is null)
            return Comparison.Failure(fleet, host, failure!);
        var current = answer.Generations.FirstOrDefault(g => g.Current);
        var state = answer.Generations.Any(g => !g.Confirmed) ? HostState.AwaitingConfirmation
            : answer.Generations.Count == 0 ? HostState.New
            : HostState.Unchanged;
        return new HostResult(fleet, host.Name, HostVerdict.InOrder, state) { Generations = answer.Generations, Generation = current?.Generation ?? 0 };
    }
}
