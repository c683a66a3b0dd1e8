namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>A WireGuard interface as the kernel (or wireguard-go) has it.</summary>
/// <param name="PrivateKey">Base64; null when none is set. Never shown.</param>
/// <param name="ListenPort">UDP port; 0 while it is down and none was set.</param>
/// <param name="HasMark">It marks its own packets.</param>
/// <param name="Peers">By public key.</param>
internal sealed record LiveInterface(string? PrivateKey, int ListenPort, bool HasMark, IReadOnlyDictionary<string, LivePeer> Peers);
