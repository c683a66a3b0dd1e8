namespace ProxyManager.Fleets;

/// <summary>How the inventory says that a host is reached. What it leaves open is decided by ssh_config(5).</summary>
/// <param name="Host">A name, an address (IPv6 without brackets) or an alias of ssh_config; never begins with <c>-</c>.</param>
/// <param name="User">Null leaves it to ssh_config.</param>
/// <param name="Port">Null leaves it to ssh_config.</param>
public sealed record SshTarget(string Host, string? User, int? Port)
{
    /// <summary>The form of the inventory: <c>[user@]host[:port]</c>, IPv6 in brackets.</summary>
    public override string ToString() =>
        (User is null ? "" : User + "@") + (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host) + (Port is null ? "" : $":{Port}");
}
