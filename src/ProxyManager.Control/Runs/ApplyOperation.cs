using System.Text;
using ProxyManager.Control.Agents;
using ProxyManager.Control.Secrets;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>
/// Brings hosts to a bundle: one round trip when nothing differs, and one more, over a connection of its own, to confirm what was changed.
/// </summary>
public sealed class ApplyOperation : HostOperation
{
    /// <summary>Others may apply meanwhile; a host that always has something newer is not believed.</summary>
    private const int MaxAttempts = 5;

    private readonly string _fleet;
    private readonly Func<Host, AgentConnection, CancellationToken, Task<ApplyContent>> _content;
    private readonly SigningKey _key;
    private readonly Confirmation _confirmation;
    private readonly ApplyOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Applies what the inventory makes of each host.</summary>
    public ApplyOperation(BundleSource bundles, AgentConnector connector, SigningKey key, ApplyOptions options, TimeProvider clock)
        : this(bundles.Fleet.Name, async (host, _, _) => ApplyContent.Of(host, await bundles.ResolveAsync(host)), connector, key, options, clock)
    {
    }

    /// <summary>Applies a saved plan, to hosts that are as they were when it was made. A plan has no secrets: they are resolved now.</summary>
    public ApplyOperation(SavedPlan plan, BundleSource bundles, AgentConnector connector, SigningKey key, ApplyOptions options, TimeProvider clock)
        : this(
            plan.Fleet,
            async (host, _, _) => ApplyContent.Of(host, await bundles.ResolveAsync(host, plan)),
            connector,
            key,
            options with { Agreed = plan.Observed },
            clock)
    {
    }

    /// <summary>Applies content that is found out in the conversation with the host.</summary>
    internal ApplyOperation(
        string fleet,
        Func<Host, AgentConnection, CancellationToken, Task<ApplyContent>> content,
        AgentConnector connector,
        SigningKey key,
        ApplyOptions options,
        TimeProvider clock)
    {
        _fleet = fleet;
        _content = content;
        _key = key;
        _options = options;
        _clock = clock;
        _confirmation = new Confirmation(fleet, connector, options.ConfirmTimeout, clock);
    }

    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var content = await _content(host, agent, cancellationToken);
        if (content.Bundle is null)
            return content.Refusal!;
        var result = await SendAsync(host, agent, content.Bundle, content.Secrets, progress, cancellationToken);
        return result with { Warnings = [.. content.Warnings, .. result.Warnings] };
    }

    private async Task<HostResult> SendAsync(
        Host host,
        AgentConnection agent,
        Bundle bundle,
        IReadOnlyList<Secret> secrets,
        IProgress<ProgressReply> progress,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = _options.Checkout?.Known;
        var generation = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var attempt = 1; ; attempt++)
        {
            Reply reply;
            try
            {
                // From here on the host may change: it is followed to its end, whatever the user interrupts.
                reply = await agent.AskAsync(
                    Request(host, bundle with { Generation = generation }, secrets, seen), progress, CancellationToken.None, cancellationToken);
            }
            catch (TransportException e) when (agent.HasAnswered)
            {
                // It may have taken it.
                _options.Checkout?.Remember();
                return await _confirmation.OutcomeAfterLossAsync(host, generation, e);
            }

            if (reply is AppliedReply)
                _options.Checkout?.Remember();
            switch (reply)
            {
                case SupersededReply superseded when attempt < MaxAttempts:
                    generation = superseded.Current + 1;
                    continue;
                case StaleReply stale when attempt < MaxAttempts:
                    if (!_options.Checkout!.HasSeen(stale.Applied))
                        return Stale(host, stale);
                    seen = [.. seen!, stale.Applied.Digest];
                    continue;
                case AppliedReply { Nonce: not null } applied when _options.ConfirmManually:
                    return Waiting(host, applied);
                case AppliedReply applied:
                    return await _confirmation.CompleteAsync(host, applied);
                case FailedReply failure:
                    return Comparison.Failure(_fleet, host, failure);
                default:
                    throw agent.Unexpected(reply);
            }
        }
    }

    private HostResult Waiting(Host host, AppliedReply applied) => new(_fleet, host.Name, HostVerdict.Applied, HostState.AwaitingConfirmation)
    {
        Changes = applied.Changes,
        Generation = applied.Generation,
        Warnings = applied.Warnings,
        ConfirmUntil = _clock.GetUtcNow() + _options.ConfirmTimeout,
    };

    private HostResult Stale(Host host, StaleReply stale) => new(_fleet, host.Name, HostVerdict.Refused, HostState.Unchanged)
    {
        Generation = stale.Generation,
        Problems = [_options.Checkout!.Objection(host.Name, stale.Applied)],
    };

    private ApplyRequest Request(Host host, Bundle bundle, IReadOnlyList<Secret> secrets, IReadOnlyList<string>? seen) => new(
        Encoding.UTF8.GetString(Envelope.Seal(bundle, _key)),
        (int)_options.ConfirmTimeout.TotalSeconds,
        _options.AllowLockout,
        _options.Agreed.GetValueOrDefault(host.Name),
        secrets.Count > 0 ? [.. secrets.Select(s => s.Value)] : null,
        seen);
}
