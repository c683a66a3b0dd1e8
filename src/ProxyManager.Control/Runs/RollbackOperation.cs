using System.Text;
using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Brings hosts back to a generation that they still have: its content, signed anew under a new generation.</summary>
public sealed class RollbackOperation : HostOperation
{
    private readonly string _fleet;
    private readonly ApplyOperation _apply;
    private readonly IReadOnlyList<VerificationKey> _trusted;
    private readonly Func<Host, long?> _generation;

    /// <param name="fleet">The fleet.</param>
    /// <param name="connector">Opens conversations with agents.</param>
    /// <param name="key">Signs.</param>
    /// <param name="generation">Which, for each host; null, and the current one, are the one before the current.</param>
    /// <param name="options">How to apply.</param>
    /// <param name="clock">The time.</param>
    public RollbackOperation(Fleet fleet, AgentConnector connector, SigningKey key, Func<Host, long?> generation, ApplyOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(key);
        _fleet = fleet.Name;
        _apply = new ApplyOperation(fleet.Name, ContentAsync, connector, key, options, clock);
        _trusted = [.. fleet.Trust.Select(VerificationKey.Parse), key.Public];
        _generation = generation;
    }

    /// <inheritdoc/>
    public override Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken) =>
        _apply.RunAsync(host, agent, progress, cancellationToken);

    private async Task<ApplyContent> ContentAsync(Host host, AgentConnection agent, CancellationToken cancellationToken)
    {
        var (stored, failure) = await agent.AskAsync<GenerationReply>(new GenerationRequest(_generation(host)), null, cancellationToken);
        if (stored is null)
            return ApplyContent.Refused(Comparison.Failure(_fleet, host, failure!));
        try
        {
            // What a host hands out is not believed either: it is signed anew only if one of us signed it before, for this host.
            var bundle = Envelope.Open(Encoding.UTF8.GetBytes(stored.Envelope), _trusted);
            return bundle.Fleet == _fleet && bundle.Host == host.Name && bundle.HostId == host.Lock?.HostId
                ? new ApplyContent(bundle, [], [], null)
                : Refused(host, $"it is the bundle of {bundle.Host} of fleet {bundle.Fleet} with the id {bundle.HostId}");
        }
        catch (BundleException e)
        {
            return Refused(host, e.Message);
        }
    }

    private ApplyContent Refused(Host host, string why)
    {
        var problem = new HostProblem(
            "PM2204", $"the generation that {host.Name} has is refused: {why}", "apply the inventory instead; nothing was changed");
        return ApplyContent.Refused(new HostResult(_fleet, host.Name, HostVerdict.Refused, HostState.Unchanged) { Problems = [problem] });
    }
}
