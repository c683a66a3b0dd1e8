namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>An answer of Caddy's admin API.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="ETag">The configuration's content hash; null when the answer has none.</param>
/// <param name="Body">The body.</param>
internal sealed record CaddyAnswer(int Status, string? ETag, ReadOnlyMemory<byte> Body);
