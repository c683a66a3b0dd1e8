using System.Net;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>Lists of networks that clients come from.</summary>
internal static class ClientNetworks
{
    /// <summary>The networks below a key, disjoint and sorted; empty when the key is not there.</summary>
    public static IReadOnlyList<IPNetwork> Read(MappingNode node, string key) =>
        node[key] is null ? [] : Disjoint(node.Values(key, CidrForm.Any).Select(n => n.Value));

    /// <summary>
    /// Sorts networks and drops those that lie within another: two networks either are disjoint or one contains the other, and a set of nftables refuses the latter.
    /// </summary>
    private static List<IPNetwork> Disjoint(IEnumerable<IPNetwork> networks)
    {
        var kept = new List<IPNetwork>();
        foreach (var network in networks.OrderBy(n => n.BaseAddress.AddressFamily).ThenBy(n => n.BaseAddress, AddressOrder.Instance).ThenBy(n => n.PrefixLength))
        {
            if (kept.Count == 0 || !Contains(kept[^1], network))
                kept.Add(network);
        }

        return kept;
    }

    private static bool Contains(IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    private sealed class AddressOrder : IComparer<IPAddress>
    {
        public static AddressOrder Instance { get; } = new();

        public int Compare(IPAddress? x, IPAddress? y) => x!.GetAddressBytes().AsSpan().SequenceCompareTo(y!.GetAddressBytes());
    }
}
