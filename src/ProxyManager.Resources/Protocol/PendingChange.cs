namespace ProxyManager.Resources.Protocol;

/// <summary>A change that waits for its confirmation.</summary>
/// <param name="Generation">The generation that comes into force with it.</param>
/// <param name="Until">When the host undoes it.</param>
/// <param name="By">Where the change came from; null when it was made on the host itself.</param>
public sealed record PendingChange(long Generation, DateTimeOffset Until, string? By);
