using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;
using ProxyManager.Resources;

namespace ProxyManager.Fleets;

/// <summary>A machine that joins gateways' tunnels.</summary>
public sealed record Peer : Host
{
    /// <summary>The gateways it keeps a tunnel to, in the order of the inventory, except that the first is its home. Never empty.</summary>
    public required IReadOnlyList<string> Via { get; init; }

    /// <summary>Where the preshared key of its tunnels is found, and where that is written; null for none.</summary>
    public Located<SecretReference>? PresharedKey { get; init; }

    /// <summary>The person whose device it is; null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>The gateway that carries its overlay networks.</summary>
    public string Home => Via[0];

    /// <summary>The preshared key as resources name it, not resolved; null for none.</summary>
    public SecretName? PresharedKeyName => PresharedKey is null ? null : new SecretName($"peers/{Name}/presharedKey");
}
