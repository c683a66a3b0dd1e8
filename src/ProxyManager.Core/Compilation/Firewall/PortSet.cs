using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Ports by protocol, as sorted ranges that do not overlap.</summary>
internal sealed class PortSet
{
    private readonly List<(TransportProtocol Protocol, PortRange Ports)> _ports = [];

    public bool IsEmpty => _ports.Count == 0;

    /// <param name="protocol">One protocol or both.</param>
    /// <param name="ports">The ports.</param>
    public void Add(TransportProtocol protocol, PortRange ports)
    {
        foreach (var single in new[] { TransportProtocol.Tcp, TransportProtocol.Udp })
        {
            if (protocol.HasFlag(single))
                _ports.Add((single, ports));
        }
    }

    /// <summary>The ports of one protocol.</summary>
    public IReadOnlyList<PortRange> Of(TransportProtocol protocol)
    {
        var merged = new List<PortRange>();
        foreach (var ports in _ports.Where(p => p.Protocol == protocol).Select(p => p.Ports).OrderBy(p => p.First).ThenBy(p => p.Last))
        {
            if (merged.Count > 0 && ports.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, ports.Last) };
            else
                merged.Add(ports);
        }

        return merged;
    }

    /// <summary>A set of <c>protocol . port</c>.</summary>
    public NftSet Compile(NftName name) => NftSet.Set(
        name,
        $"inet_proto . inet_service",
        interval: true,
        [.. new[] { TransportProtocol.Tcp, TransportProtocol.Udp }.SelectMany(p => Of(p), (p, ports) => new NftElement($"{p} . {ports}"))]);
}
