using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>What a host made itself or what is true of it, recorded by <c>pm host init</c> in the lock beside the inventory.</summary>
/// <param name="HostId">App-specific hash of the machine id (machine-id(5)), hex.</param>
/// <param name="PublicKey">WireGuard public key.</param>
/// <param name="SshHostKeys">Each <c>TYPE BASE64</c>.</param>
/// <param name="SshPort">The port that sshd really listens on.</param>
/// <param name="CaddyVersion">Null when the host has none.</param>
/// <param name="CaddyLayer4">That Caddy has the layer4 app.</param>
/// <param name="ForwardingV4">IPv4 forwarding was on before us.</param>
/// <param name="ForwardingV6">IPv6 forwarding was on before us.</param>
public sealed record LockEntry(
    string HostId,
    string PublicKey,
    IReadOnlyList<string> SshHostKeys,
    int SshPort,
    string? CaddyVersion,
    bool CaddyLayer4,
    bool ForwardingV4,
    bool ForwardingV6)
{
    /// <summary><see cref="CaddyVersion"/> to compare with; null where it cannot be.</summary>
    public Version? Caddy => Version.TryParse(CaddyVersion?.TrimStart('v').Split('-', '+')[0], out var version) ? version : null;

    /// <summary>Where the lock has it; null for an entry that was not read from a lock.</summary>
    public SourcePosition? Position { get; init; }

    /// <summary>How it was reached then, so that it can be retired when the inventory no longer has it; null where that is not known.</summary>
    public SshTarget? Ssh { get; init; }

    /// <summary>It ran the agent by <c>sudo -n</c> then.</summary>
    public bool Become { get; init; }
}
