namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>A peer as the kernel has it, wg(8) <c>show dump</c>.</summary>
/// <param name="PresharedKey">Base64; null for none.</param>
/// <param name="Endpoint"><c>address:port</c>; null while unknown.</param>
/// <param name="AllowedIps">Comma-separated CIDRs; empty for none.</param>
/// <param name="LatestHandshake">Unix seconds; 0 for never.</param>
/// <param name="Keepalive">Seconds; 0 is off.</param>
internal sealed record LivePeer(string? PresharedKey, string? Endpoint, string AllowedIps, long LatestHandshake, int Keepalive)
{
    /// <summary>
    /// How long ago the last handshake was; null for never. WireGuard tells its instant by the host's clock: one in the future is from before the
    /// clock was set back, and counts as far away as it lies ahead.
    /// </summary>
    /// <param name="now">The time by the host's clock.</param>
    public TimeSpan? SinceHandshake(DateTimeOffset now) =>
        LatestHandshake == 0 ? null : (now - DateTimeOffset.FromUnixTimeSeconds(LatestHandshake)).Duration();
}
