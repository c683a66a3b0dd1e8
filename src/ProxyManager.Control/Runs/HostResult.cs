using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>What came of an operation on one host.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="State">The state that the host is in now.</param>
public record HostResult(string Fleet, string Host, HostVerdict Verdict, HostState State)
{
    /// <summary>What differs, or what was changed.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What is wrong, and what to do.</summary>
    public IReadOnlyList<HostProblem> Problems { get; init; } = [];

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The generation in force; 0 when there is none or it is not known.</summary>
    public long Generation { get; init; }

    /// <summary>Stands for the state that was observed; null when the host was not compared.</summary>
    public string? ObservedHash { get; init; }

    /// <summary>What the host was compared with, whole; null where a secret of it was not compared. Only from <see cref="PlanOperation"/>.</summary>
    public Bundle? Compared { get; init; }

    /// <summary>The host's own account; only from <see cref="StatusOperation"/>.</summary>
    public HostStatus? Status { get; init; }

    /// <summary>What the host keeps, newest first; only from <see cref="GenerationsOperation"/>.</summary>
    public IReadOnlyList<KeptGeneration>? Generations { get; init; }

    /// <summary>When the host undoes the change unless it is confirmed; null when nothing waits for that.</summary>
    public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>The pause that was begun; only from <see cref="PauseOperation"/>.</summary>
    public HostPause? Pause { get; init; }

    /// <summary>Facts for the lock; only from <see cref="PrepareOperation"/>.</summary>
    public HostFacts? Facts { get; init; }

    /// <summary>What was done, for people; not from applies, whose <see cref="Changes"/> tell it.</summary>
    public IReadOnlyList<string> Done { get; init; } = [];

    /// <summary>What somebody needs who helps; only from <see cref="DiagnoseOperation"/>.</summary>
    public HostDiagnosis? Diagnosis { get; init; }

    /// <summary>What the host saw of routes; only from <see cref="ConnectionTest"/>.</summary>
    internal ProbeReply? Probe { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
