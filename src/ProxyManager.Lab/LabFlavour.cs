namespace ProxyManager.Lab;

/// <summary>What is installed on a lab host at first.</summary>
public enum LabFlavour
{
    /// <summary>A minimal Debian with systemd, sshd, iproute2 and sudo; APT finds everything that the fleet needs in <c>/srv/packages</c>.</summary>
    Bare,

    /// <summary>Also nftables, WireGuard, HAProxy, Caddy (none of them enabled), Python and tools to test with.</summary>
    Full,
}
