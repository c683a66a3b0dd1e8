using System.Net;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Sets of CIDRs as nftables takes them: overlapping intervals abort the whole load.</summary>
internal static class CidrSet
{
    /// <summary>Sorts, and leaves out what another prefix contains.</summary>
    public static IReadOnlyList<IPNetwork> Normalize(IEnumerable<IPNetwork> networks)
    {
        var kept = new List<IPNetwork>();
        var sorted = networks
            .OrderBy(n => n.BaseAddress.AddressFamily)
            .ThenBy(n => Convert.ToHexString(n.BaseAddress.GetAddressBytes()), StringComparer.Ordinal)
            .ThenBy(n => n.PrefixLength);
        foreach (var network in sorted)
        {
            if (kept.Count == 0 || !kept[^1].Contains(network.BaseAddress))
                kept.Add(network);
        }

        return kept;
    }
}
