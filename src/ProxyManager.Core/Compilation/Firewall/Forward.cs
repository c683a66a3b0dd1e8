using System.Net;
using System.Security.Cryptography;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>One public port of a forward, of one family and protocol.</summary>
/// <param name="Route">The route that it belongs to.</param>
/// <param name="Family">The family of clients and targets.</param>
/// <param name="Protocol">One protocol.</param>
/// <param name="Port">The public port.</param>
/// <param name="Targets">Where its connections lead; more than one are balanced.</param>
/// <param name="Access">Who may use it.</param>
internal sealed record Forward(
    ForwardRoute Route, IpFamily Family, TransportProtocol Protocol, int Port, IReadOnlyList<IPEndPoint> Targets, AccessList Access)
{
    /// <summary>The bits of a conntrack mark that are ours.</summary>
    public const uint MarkMask = 0x0fffffff;

    /// <summary>The bit of the mark of flows that keep the client's address.</summary>
    public const uint TransparentBit = 0x08000000;

    private const uint HashMask = MarkMask & ~TransparentBit;

    /// <summary>The client's address stays.</summary>
    public bool IsTransparent => Route.ClientIp == ClientIp.Transparent;

    /// <summary>
    /// The conntrack mark of its flows: a hash of everything that decides where they lead, so that a mark which is in no table any more names
    /// flows that have to end. Who may use it is not part of it: that is checked with every packet, and a client more ends nobody's flow.
    /// </summary>
    /// <param name="gateway">The gateway, whose address the service may see.</param>
    /// <param name="taken">Marks of other forwards; receives this one.</param>
    public uint Mark(Gateway gateway, ISet<uint> taken)
    {
        var source = IsTransparent ? null : Family.Of(gateway.Address);
        var identity = $"{Family.Keyword} {Protocol} {Port} {string.Join(',', Targets)} {source} {(Targets.Count > 1 ? Route.Balance : Balance.First)}";
        for (var attempt = 0; ; attempt++)
        {
            var hash = SHA256.HashData(Encoding.ASCII.GetBytes(attempt == 0 ? identity : $"{identity} {attempt}"));
            var mark = (BitConverter.ToUInt32(hash) & HashMask) | (IsTransparent ? TransparentBit : 0);
            if ((mark & HashMask) != 0 && taken.Add(mark))
                return mark;
        }
    }
}
