namespace ProxyManager.Control;

/// <summary>A generation is the time that it was made at, in milliseconds since 1970 (UTC).</summary>
public static class GenerationMoment
{
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The time; null for generation 0, which is none, and for what a host may tell that is no time.</summary>
    public static DateTimeOffset? Of(long generation) => generation > 0 && generation <= Last ? DateTimeOffset.FromUnixTimeMilliseconds(generation) : null;
}
