using System.Text.Json;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>How a <see cref="Load"/> went.</summary>
/// <param name="Done">How many exchanges came to their end.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Failures">Of the last fifty that did not: when they began (seconds since 1970-01-01 UTC), and what happened.</param>
/// <param name="Slowest">How long the slowest one took, in milliseconds.</param>
public sealed record LoadReport(int Done, int Failed, IReadOnlyList<IReadOnlyList<JsonElement>> Failures, int Slowest)
{
    /// <summary>How long after a moment the last exchange began that failed; zero when none did.</summary>
    public TimeSpan LastFailureAfter(DateTimeOffset moment) =>
        Failures.Count == 0 ? TimeSpan.Zero : DateTimeOffset.UnixEpoch.AddSeconds(Failures.Max(f => f[0].GetDouble())) - moment;

    public override string ToString() =>
        $"{Done} done, {Failed} failed, the slowest took {Slowest} ms{string.Concat(Failures.Take(5).Select(f => $"\n    {f[0]} {f[1]}"))}";
}
