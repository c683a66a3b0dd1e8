namespace ProxyManager.Agent.Transactions;

/// <summary>How a bundle is applied.</summary>
/// <param name="Confirm">How long the host waits for the confirmation before it undoes everything; null needs none.</param>
/// <param name="ObservedHash">The observed state that the user agreed to; null when nobody was asked.</param>
internal sealed record ApplyOptions(TimeSpan? Confirm, string? ObservedHash = null)
{
    /// <summary>Secrets that came with the bundle, base64.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
}
