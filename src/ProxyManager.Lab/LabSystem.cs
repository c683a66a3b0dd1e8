namespace ProxyManager.Lab;

/// <summary>The operating system of a lab's hosts.</summary>
public enum LabSystem
{
    /// <summary>Debian 12 (bookworm).</summary>
    Debian12,

    /// <summary>Debian 13 (trixie).</summary>
    Debian13,
}
