using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output.Json;

/// <summary>The outcome for one host.</summary>
internal sealed record HostDocument(
    string Host,
    HostVerdict Verdict,
    HostState State,
    long Generation,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<HostProblem> Problems,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Done,
    HostStatus? Status,
    IReadOnlyList<KeptGeneration>? Generations,
    HostFacts? Facts,
    DateTimeOffset? ConfirmUntil,
    HostPause? Pause,
    HostDiagnosis? Diagnosis,
    double ElapsedMilliseconds)
{
    public static HostDocument Of(HostResult r) => new(
        r.Host,
        r.Verdict,
        r.State,
        r.Generation,
        r.Changes,
        r.Problems,
        r.Warnings,
        r.Done,
        r.Status,
        r.Generations,
        r.Facts,
        r.ConfirmUntil,
        r.Pause,
        r.Diagnosis,
        Math.Round(r.Elapsed.TotalMilliseconds, 1));
}
