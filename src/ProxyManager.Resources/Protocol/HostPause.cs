namespace ProxyManager.Resources.Protocol;

/// <summary>A host that is left alone for a while: its timer puts nothing right, and no bundle is applied to it.</summary>
/// <param name="Since">When that began.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="Why">The reason that was given.</param>
/// <param name="By">Who asked for it.</param>
public sealed record HostPause(DateTimeOffset Since, DateTimeOffset Until, string Why, string By)
{
    /// <summary>Longest pause: a host that nobody comes back to is put right again some day.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <summary>Whether a host can be left alone for so long: whole seconds of it, and not for ever.</summary>
    public static bool IsPossible(TimeSpan time) => time >= TimeSpan.FromSeconds(1) && time <= Longest;

    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 500;
}
