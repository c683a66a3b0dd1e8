namespace ProxyManager.Control;

/// <summary>How to apply.</summary>
public sealed record ApplyOptions
{
    /// <summary>How long a host waits for the confirmation before it undoes everything. Default 60 s.</summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Leave the confirmation to <see cref="ConfirmOperation"/>. Default: the apply confirms what it changed.</summary>
    public bool ConfirmManually { get; init; }

    /// <summary>Go on although a baseline excludes the connection that the apply comes over; the confirm time still holds.</summary>
    public bool AllowLockout { get; init; }

    /// <summary>The working copy that must have seen what the hosts have; null asks nothing: outside git, or because the user says so.</summary>
    public Checkout? Checkout { get; init; }

    /// <summary>Host name → the observed state that the user agreed to change. Hosts that are not in it are not asked about.</summary>
    public IReadOnlyDictionary<string, string> Agreed { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a host that was compared may be applied to; one that the plan refuses only where the user allows what it is refused for.</summary>
    public bool MayBeApplied(HostResult plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Verdict is HostVerdict.Differs or HostVerdict.InOrder
            || (AllowLockout && plan is { Verdict: HostVerdict.Refused, ObservedHash: not null, Changes.Count: > 0 });
    }
}
