namespace ProxyManager.Cmdlets.Output;

/// <summary>A generation is the time that it was made at, in milliseconds since 1970 (UTC).</summary>
internal static class GenerationMoment
{
    /// <summary>The time; null for generation 0, which is none.</summary>
    public static DateTimeOffset? Of(long generation) => generation == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(generation);
}
