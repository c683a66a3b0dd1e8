namespace ProxyManager.Agent.Transactions;

/// <summary>How a bundle is applied.</summary>
/// <param name="Confirm">How long the host waits for the confirmation before it undoes everything; null needs none.</param>
/// <param name="ObservedHash">The observed state that the user agreed to; null when nobody was asked.</param>
/// <param name="Connection">Names the connection that the change comes over; null when it comes over none.</param>
internal sealed record ApplyOptions(TimeSpan? Confirm, string? ObservedHash = null, string? Connection = null)
{
    /// <summary>Secrets that came with the bundle, base64.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
