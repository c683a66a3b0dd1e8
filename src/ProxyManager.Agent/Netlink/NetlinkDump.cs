using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Netlink;

/// <summary>The answer to a request for all there is of a kind: messages over one or more datagrams, and one that says that it is done, netlink(7).</summary>
internal sealed class NetlinkDump
{
    private const ushort TypeDone = 0x3;
    private const ushort FlagInterrupted = 0x10;

    /// <summary>What follows the header of each message.</summary>
    public List<byte[]> Answers { get; } = [];

    /// <summary>What was told changed meanwhile, so that it may never have been so.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>Reads a datagram.</summary>
    /// <returns>Whether it was the last.</returns>
    /// <exception cref="IOException">The kernel answered with an error, at once or at the end of what it could tell.</exception>
    public bool Add(ReadOnlySpan<byte> datagram)
    {
        for (var rest = datagram; rest.Length >= NetlinkSocket.HeaderLength;)
        {
            var length = Math.Clamp(MemoryMarshal.Read<int>(rest), NetlinkSocket.HeaderLength, rest.Length);
            var body = rest[NetlinkSocket.HeaderLength..length];
            WasInterrupted |= (MemoryMarshal.Read<ushort>(rest[6..]) & FlagInterrupted) != 0;
            switch (MemoryMarshal.Read<ushort>(rest[4..]))
            {
                case TypeDone or NetlinkSocket.TypeError when Error(body) is var error and not 0:
                    throw NetlinkSocket.Failure("do a netlink request", error);
                case TypeDone or NetlinkSocket.TypeError:
                    return true;
                default:
                    Answers.Add(body.ToArray());
                    break;
            }

            rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        }

        return false;
    }

    /// <summary>An error's number, which comes negative; 0 for none.</summary>
    private static int Error(ReadOnlySpan<byte> body) => body.Length >= sizeof(int) ? -Math.Min(0, MemoryMarshal.Read<int>(body)) : 0;
}
