namespace ProxyManager.Resources;

/// <summary>What the lock says of the host. Preflight refuses a host that differs.</summary>
/// <param name="SshPort">The port that sshd listens on; 0 when not known.</param>
/// <param name="WireGuardPublicKey">Public half of the key in the host's key file; null when not known.</param>
/// <param name="Caddy">Version of the Caddy that the edge was compiled for, such as <c>2.6.2</c>; null when the host has no Caddy of ours.</param>
/// <param name="Admin">From where SSH stays reachable under the bundle's input baseline; null when nothing filters input.</param>
public sealed record HostExpectation(int SshPort, string? WireGuardPublicKey, string? Caddy, AdminAccess? Admin);
