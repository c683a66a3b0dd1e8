using ProxyManager.Agent.Secrets;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>The preshared keys that bundles name, from the host's secrets; one that was lost is recovered from the running interface.</summary>
internal sealed class PresharedKeys(SecretStore store)
{
    /// <summary>Lines for people about keys that are in use, and that the host has lost or others can read.</summary>
    public IEnumerable<string> LostLines(WireGuardSettings settings, LiveInterface live) => settings.Peers
        .Where(p => p.PresharedKeyHash is { } hash && live.Peers.TryGetValue(p.PublicKey, out var known) && p.HasPresharedKeyOf(known) && !store.IsKept(hash))
        .Select(p => $"+ the preshared key kept for root only (peer {p.Title})");

    /// <summary>Puts the values of named keys in, and keeps again what was lost.</summary>
    /// <param name="settings">Names keys by their hashes.</param>
    /// <param name="live">The interface; null when it is not there.</param>
    /// <exception cref="ToolException">A key is neither kept nor in use.</exception>
    public WireGuardSettings Fill(WireGuardSettings settings, LiveInterface? live) => settings with
    {
        Peers = [.. settings.Peers.Select(p => p.PresharedKeyHash is { } hash ? p with { PresharedKey = Find(p, hash, live) } : p)],
    };

    private string Find(PeerSettings peer, string hash, LiveInterface? live)
    {
        var key = store.Read(hash)
            ?? (live?.Peers.GetValueOrDefault(peer.PublicKey) is { PresharedKey: { } inUse } known && peer.HasPresharedKeyOf(known) ? inUse : null)
            ?? throw new ToolException($"the preshared key of peer {peer.Title} is lost, and the interface does not use it; `pm apply` brings it again");
        if (!store.IsWhole(hash))
            store.Keep(key);
        return key;
    }
}
