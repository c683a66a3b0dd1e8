namespace ProxyManager.Resources.Protocol;

/// <summary>The status file of a host, and the answer to <c>pm status</c>.</summary>
/// <param name="Fleet">Name of the fleet; empty before the first apply.</param>
/// <param name="Host">Name in the inventory; empty before preparation.</param>
/// <param name="State">The state after the last run.</param>
/// <param name="Generation">The current generation; 0 for none.</param>
/// <param name="BundleHash">Hex SHA-256 of the current envelope; empty for none.</param>
/// <param name="Agent">Version of the agent.</param>
/// <param name="LastRun">When the host was last compared with its bundle; null for never.</param>
/// <param name="LastRunMilliseconds">How long that took.</param>
/// <param name="DriftLast24Hours">How often something was put right within the last 24 hours.</param>
/// <param name="Drift">What is (or, after a repair, was) different at the last run that found something.</param>
/// <param name="DriftAt">When that was; null for never.</param>
/// <param name="Problems">What the last run could not do.</param>
/// <param name="Edge">Such as <c>caddy 2.11.4</c>; null without one.</param>
/// <param name="PeersTotal">WireGuard peers configured.</param>
/// <param name="PeersUp">Of these, with a handshake within the last 180 s.</param>
public sealed record HostStatus(
    string Fleet,
    string Host,
    HostState State,
    long Generation,
    string BundleHash,
    string Agent,
    DateTimeOffset? LastRun,
    double LastRunMilliseconds,
    int DriftLast24Hours,
    IReadOnlyList<Change> Drift,
    DateTimeOffset? DriftAt,
    IReadOnlyList<HostProblem> Problems,
    string? Edge,
    int PeersTotal,
    int PeersUp)
{
    /// <summary>The change that waits for its confirmation; null when none does.</summary>
    public PendingChange? Pending { get; init; }

    /// <summary>The last change, where the host undid it; null once another is in force.</summary>
    public UndoneChange? Undone { get; init; }

    /// <summary>Until when, and why, the host is left alone; null when it is not.</summary>
    public HostPause? Pause { get; init; }

    /// <summary>The upstreams that the edge watches, by route; null where there are none, or where the edge was not asked.</summary>
    public IReadOnlyList<UpstreamState>? Upstreams { get; init; }

    /// <summary>Version of this shape.</summary>
    public int Schema { get; init; } = 1;
}
