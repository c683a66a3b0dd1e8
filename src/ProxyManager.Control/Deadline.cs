namespace ProxyManager.Control;

/// <summary>The end of a time of waiting. It stays where it is when somebody sets the clock.</summary>
/// <param name="clock">The time.</param>
/// <param name="limit">How long from now.</param>
internal sealed class Deadline(TimeProvider clock, TimeSpan limit)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>How long until then; not above zero when it is over.</summary>
    public TimeSpan Left => limit - clock.GetElapsedTime(_began);
}
