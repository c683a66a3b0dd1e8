using System.Text.Json;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>How a <see cref="Load"/> went.</summary>
/// <param name="Done">How many exchanges came to their end.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Failures">
/// Of the last ten thousand that did not: when they began (seconds since 1970-01-01 UTC), what happened, and when they ended.
/// </param>
/// <param name="Slowest">How long the slowest one took, in milliseconds.</param>
/// <param name="Seconds">How long all of it took.</param>
public sealed record LoadReport(int Done, int Failed, IReadOnlyList<IReadOnlyList<JsonElement>> Failures, int Slowest, double Seconds)
{
    /// <summary>How many failures a report names: a burst shows as one only where it is whole.</summary>
    private const int Told = 50;

    /// <summary>How many were begun a second, on an average.</summary>
    public double Rate => (Done + Failed) / Math.Max(1, Seconds);

    /// <summary>How long after a moment the last exchange began that failed; zero when none did.</summary>
    public TimeSpan LastFailureAfter(DateTimeOffset moment) => Failures.Count == 0 ? TimeSpan.Zero : Failures.Max(f => Time(f[0])) - moment;

    /// <summary>How many of the exchanges that failed were under way in any of several periods.</summary>
    public int FailedWithin(params IEnumerable<Period> periods) => Failures.Count(f => periods.Any(p => p.Overlaps(Time(f[0]), Time(f[2]))));

    public override string ToString() =>
        $"{Done} done, {Failed} failed, the slowest took {Slowest} ms{string.Concat(Failures.Take(Told).Select(f => $"\n    {f[0]} {f[1]}"))}";

    private static DateTimeOffset Time(JsonElement seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds.GetDouble());
}
