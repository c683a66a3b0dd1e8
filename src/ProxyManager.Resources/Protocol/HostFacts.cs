namespace ProxyManager.Resources.Protocol;

/// <summary>What is true of a host, and is kept in the lock.</summary>
/// <param name="HostId">The app-specific hash of the machine id (machine-id(5)), hex.</param>
/// <param name="System">Such as <c>debian 12</c>.</param>
/// <param name="Agent">Version of the agent.</param>
/// <param name="WireGuardPublicKey">Null when no key was made yet.</param>
/// <param name="SshPort">The port that sshd listens on (of this connection where it listens on several).</param>
/// <param name="SshHostKeys">Public host keys, each <c>TYPE BASE64</c>.</param>
/// <param name="Caddy">The Caddy that <c>pm-caddy</c> would run; null when there is none.</param>
/// <param name="ForwardingV4">IPv4 forwarding was on before us.</param>
/// <param name="ForwardingV6">IPv6 forwarding was on before us.</param>
public sealed record HostFacts(
    string HostId,
    string System,
    string Agent,
    string? WireGuardPublicKey,
    int SshPort,
    IReadOnlyList<string> SshHostKeys,
    CaddyFacts? Caddy,
    bool ForwardingV4,
    bool ForwardingV6)
{
    /// <summary>Hex SHA-256 of the build of the agent in force; null when it does not lie where controllers bring it.</summary>
    public string? AgentBuild { get; init; }
}
