using System.Buffers.Binary;
using System.Net;

namespace ProxyManager.Fleets;

/// <summary>Finds addresses of the overlay that nobody has, lowest first: IPv4 where the network has it (its IPv6 address derives from it), else IPv6.</summary>
public sealed class FreeAddresses
{
    private readonly OverlayNetwork _network;
    private readonly HashSet<IPAddress> _used;
    private readonly uint _last;
    private uint _offset;

    /// <param name="network">The overlay.</param>
    /// <param name="used">All addresses that hosts have, derived ones too.</param>
    public FreeAddresses(OverlayNetwork network, IEnumerable<IPAddress> used)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _used = [.. used];

        // The last IPv4 address is the broadcast address. An IPv6 prefix has room for at least 2^32 hosts.
        _last = network.V4 is { } v4 ? (uint.MaxValue >> v4.PrefixLength) - 1 : uint.MaxValue;
    }

    /// <summary>The next free address, never the same twice; null when none is left.</summary>
    public IPAddress? Next()
    {
        while (_offset < _last)
        {
            var candidate = At(++_offset);
            if (!_used.Contains(candidate) && (_network.V4 is null || _network.DeriveV6(candidate) is not { } v6 || !_used.Contains(v6)))
                return candidate;
        }

        return null;
    }

    private IPAddress At(uint offset)
    {
        var bytes = (_network.V4 ?? _network.V6)!.Value.BaseAddress.GetAddressBytes();
        var low = bytes.AsSpan(bytes.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(low, BinaryPrimitives.ReadUInt32BigEndian(low) | offset);
        return new IPAddress(bytes);
    }
}
