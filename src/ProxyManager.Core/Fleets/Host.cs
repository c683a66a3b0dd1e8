using ProxyManager.Inventory;

namespace ProxyManager.Fleets;

/// <summary>A gateway or a peer.</summary>
public abstract record Host
{
    public required string Name { get; init; }

    /// <summary>Where it stands in the inventory.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>How to reach it; null for a foreign gateway and an unmanaged peer.</summary>
    public SshTarget? Ssh { get; init; }

    /// <summary>Runs the agent by <c>sudo -n</c>.</summary>
    public bool Become { get; init; }

    public required OverlayAddress Address { get; init; }

    /// <summary>WireGuard public key, from the inventory or the lock; null when neither has one: the host is left out of the others' WireGuard.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Its groups, in the order in which it lists them.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Bytes, 1280–9000.</summary>
    public int Mtu { get; init; } = 1420;

    /// <summary>Seconds between keepalive packets; 0 is off.</summary>
    public int Keepalive { get; init; }

    /// <summary>How often the host compares itself with its bundle, 5 s to 1 d.</summary>
    public TimeSpan Reconcile { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>The input baseline; null leaves the host's input rules as they are.</summary>
    public InputBaseline? Firewall { get; init; }

    /// <summary>What <c>host init</c> recorded; null before it.</summary>
    public LockEntry? Lock { get; init; }
}
