namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>A time in which something happened.</summary>
/// <param name="Began">Its beginning.</param>
/// <param name="Ended">Its end.</param>
public sealed record Period(DateTimeOffset Began, DateTimeOffset Ended)
{
    /// <summary>Whether something else went on at any moment of it.</summary>
    public bool Overlaps(DateTimeOffset began, DateTimeOffset ended) => began <= Ended && ended >= Began;
}
