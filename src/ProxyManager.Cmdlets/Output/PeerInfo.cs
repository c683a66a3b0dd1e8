using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A peer as the inventory describes it.</summary>
public sealed record PeerInfo : HostInfo
{
    internal PeerInfo(string fleet, Peer peer, string inventory)
        : base(fleet, peer, inventory)
    {
        Via = [.. peer.Via];
        Owner = peer.Owner;
        PresharedKey = peer.PresharedKey?.Value.ToString();
    }

    // Properties of a derived type come before those of its base, and an item begins with what names it.

    /// <inheritdoc/>
    public override string Fleet => base.Fleet;

    /// <inheritdoc/>
    public override string Name => base.Name;

    /// <summary>The gateways that it keeps a tunnel to; the first is its home.</summary>
    public string[] Via { get; }

    /// <summary>The person whose device it is; null for none.</summary>
    public string? Owner { get; }

    /// <summary>Where the preshared key of its tunnels is found; null for none.</summary>
    public string? PresharedKey { get; }

    private protected override bool IsEndOf(Route route) => route.To.Any(u => u.Host == Name);
}
