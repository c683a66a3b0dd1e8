namespace ProxyManager.Fleets;

/// <summary>Health checks; null leaves a value to the edge.</summary>
public sealed record HealthCheck(TimeSpan? Interval, TimeSpan? Timeout, int? Rise, int? Fall, string? Path);
