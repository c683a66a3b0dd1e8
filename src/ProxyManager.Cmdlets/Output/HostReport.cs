using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A host's own account of itself.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="State">The state after its last run; unknown when the host could not be read.</param>
/// <param name="Edge">The engine that serves routes; null without one.</param>
/// <param name="PeersUp">WireGuard peers with a handshake within the last 180 s; null when the host could not be read.</param>
/// <param name="PeersTotal">WireGuard peers configured; null when the host could not be read.</param>
/// <param name="Upstreams">The upstreams that the edge watches; none without such, null when the host could not be read.</param>
/// <param name="LastRun">When it last compared itself with its bundle; null for never.</param>
/// <param name="DriftLast24Hours">How often something was put right within the last 24 hours; null when the host could not be read.</param>
/// <param name="Generation">The generation in force; 0 for none.</param>
/// <param name="GenerationTime">When it was made.</param>
/// <param name="Agent">Version of the agent; empty when the host could not be read.</param>
/// <param name="Problems">What its last run could not do, or why it could not be read.</param>
/// <param name="ConfirmUntil">When the host undoes its last change unless it is confirmed; null when nothing waits for that.</param>
/// <param name="Pause">Until when, and why, the host is left alone; null when it is not.</param>
/// <param name="Inventory">The inventory that the host belongs to.</param>
public sealed record HostReport(
    string Fleet,
    string Host,
    HostState State,
    string? Edge,
    int? PeersUp,
    int? PeersTotal,
    UpstreamState[]? Upstreams,
    DateTimeOffset? LastRun,
    int? DriftLast24Hours,
    long Generation,
    DateTimeOffset? GenerationTime,
    string Agent,
    string[] Problems,
    DateTimeOffset? ConfirmUntil,
    HostPause? Pause,
    string Inventory)
{
    internal static HostReport Of(HostResult result, string inventory)
    {
        var status = result.Status;
        return new(
            result.Fleet,
            result.Host,
            result.State,
            status?.Edge,
            status?.PeersUp,
            status?.PeersTotal,
            status is null ? null : [.. status.Upstreams ?? []],
            status?.LastRun,
            status?.DriftLast24Hours,
            result.Generation,
            GenerationMoment.Of(result.Generation),
            status?.Agent ?? "",
            [.. result.Problems.Select(p => $"{p.Code}: {p.Message}")],
            result.ConfirmUntil,
            status?.Pause,
            inventory);
    }
}
