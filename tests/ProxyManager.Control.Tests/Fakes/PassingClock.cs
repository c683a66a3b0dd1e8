namespace ProxyManager.Control.Tests.Fakes;

/// <summary>A clock on which pauses take no time: a timer moves the time on by its due time and fires at once.</summary>
/// <param name="jump">By how much somebody sets the clock during the first pause; the time that passes is not moved by that.</param>
internal sealed class PassingClock(TimeSpan jump = default) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private TimeSpan _passed;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return Start + _passed + (_passed > TimeSpan.Zero ? jump : TimeSpan.Zero);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
            return _passed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
            _passed += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
