using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>One of a managed peer's tunnels: an interface of its own with a gateway as its only peer.</summary>
/// <param name="Gateway">The other end.</param>
/// <param name="Number">1–15, different for each of the peer's gateways.</param>
/// <param name="IsHome">It carries the overlay networks.</param>
/// <param name="CarriesClients">A transparent route comes through it, so packets from and to any address do.</param>
internal sealed record Tunnel(Gateway Gateway, int Number, bool IsHome, bool CarriesClients)
{
    /// <summary>The bits of packet and conntrack marks that say through which tunnel a connection came.</summary>
    public const uint MarkMask = 0x00f00000;

    /// <summary>The bits of conntrack marks that are ours on a peer: the tunnel's number, and which gateway had it.</summary>
    public const uint ConnectionMask = MarkMask | 0x0000ffff;

    /// <summary>The numbers that the mark has room for; 0 is no tunnel.</summary>
    private const int LastNumber = 15;

    public string Interface { get; } = InterfaceName.ToGateway(Gateway.Name);

    /// <summary>The mark of packets that leave through the tunnel.</summary>
    public uint Mark => (uint)Number << 20;

    /// <summary>The mark of connections that came through it: one that vanishes, because its gateway has gone or has another number now, names those to end.</summary>
    public uint ConnectionMark => Mark | BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Gateway.Name)));

    /// <summary>Routing table of the replies, and priority of the rule that leads to it.</summary>
    public int Table => 1000 + Number;

    /// <summary>
    /// A peer's tunnels. Gateways without a known key are left out.
    /// </summary>
    public static IReadOnlyList<Tunnel> Of(CompilationContext context, Peer peer)
    {
        var transparent = context.RoutesByTarget[peer.Name]
            .OfType<ForwardRoute>()
            .Where(r => r.ClientIp == ClientIp.Transparent)
            .SelectMany(r => r.On)
            .ToHashSet();
        return
        [
            .. Numbers(peer.Via.Select(name => context.Gateways[name]))
                .OrderBy(n => n.Gateway.Name, StringComparer.Ordinal)
                .Select(n => new Tunnel(n.Gateway, n.Number, n.Gateway.Name == peer.Home, transparent.Contains(n.Gateway.Name)))
                .Where(t => t.Gateway.PublicKey is not null),
        ];
    }

    /// <summary>
    /// A number follows from the gateway's own overlay address, so that gateways which come and go, or lines that move, do not send the
    /// replies of others' open connections elsewhere. Where several want one number (addresses a multiple of 15 apart), the lowest has it and
    /// the others take the next free one: only theirs can change.
    /// </summary>
    private static IEnumerable<(int Number, Gateway Gateway)> Numbers(IEnumerable<Gateway> gateways)
    {
        var taken = new Dictionary<int, Gateway>();
        var others = gateways.OrderBy(Low).ThenBy(g => g.Name, StringComparer.Ordinal).Where(g => !taken.TryAdd(Wanted(g), g)).ToList();
        foreach (var gateway in others)
        {
            var number = Wanted(gateway);
            while (!taken.TryAdd(number, gateway))
                number = (number % LastNumber) + 1;
        }

        return taken.Select(t => (t.Key, t.Value));
    }

    private static int Wanted(Gateway gateway) => (int)(Low(gateway) % LastNumber) is var number and > 0 ? number : LastNumber;

    /// <summary>The low 32 bits of the address: consecutive addresses are consecutive numbers.</summary>
    private static uint Low(Gateway gateway) => BinaryPrimitives.ReadUInt32BigEndian(gateway.Address.All.First().GetAddressBytes().AsSpan()[^4..]);
}
