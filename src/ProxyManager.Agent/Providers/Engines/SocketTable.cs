using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>The listening sockets of the host.</summary>
internal static class SocketTable
{
    private const string TcpListen = "0A";
    private const string UdpUnconnected = "07";

    /// <summary>The inodes of the sockets that occupy a port.</summary>
    public static IReadOnlyList<string> Holders(ListenSocket listen, HostFiles files)
    {
        if (listen.Protocol != "tcp" || KernelListener.At(listen.Port) is not { } listeners)
            return HoldersInProc(listen, files);
        var wanted = Wanted(listen);
        return [.. listeners.Where(l => Overlap(wanted, l.Address)).Select(l => l.Inode)];
    }

    /// <summary>The same from proc(5) <c>net/tcp</c> and its like.</summary>
    public static IReadOnlyList<string> HoldersInProc(ListenSocket listen, HostFiles files) =>
        [.. Holders(listen, listen.Protocol, files), .. Holders(listen, listen.Protocol + "6", files)];

    /// <summary>The addresses at which something listens on a port.</summary>
    public static IReadOnlyList<IPAddress> Addresses(ListenSocket listen, HostFiles files) =>
        [.. Sockets(listen, listen.Protocol, files).Concat(Sockets(listen, listen.Protocol + "6", files)).Select(s => s.Address)];

    private static IEnumerable<string> Holders(ListenSocket listen, string table, HostFiles files) => Sockets(listen, table, files).Select(s => s.Inode);

    private static IEnumerable<(IPAddress Address, string Inode)> Sockets(ListenSocket listen, string table, HostFiles files)
    {
        var state = listen.Protocol == "tcp" ? TcpListen : UdpUnconnected;
        var wanted = Wanted(listen);
        foreach (var line in (files.ReadText($"/proc/thread-self/net/{table}") ?? "").Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != state)
                continue;
            if (fields[1].Split(':') is [var at, var port] && ushort.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                && number == listen.Port && Address(at) is { } address && Overlap(wanted, address))
                yield return (address, fields[9]);
        }
    }

    private static IPAddress? Wanted(ListenSocket listen) => listen.Address is null ? null : IPAddress.Parse(listen.Address);

    private static bool Overlap(IPAddress? wanted, IPAddress held) =>
        wanted is null || KernelListener.IsAny(wanted) || KernelListener.IsAny(held) || wanted.Equals(held.IsIPv4MappedToIPv6 ? held.MapToIPv4() : held);

    /// <summary>The kernel prints addresses as 32-bit words in the machine's byte order. Null for what is none.</summary>
    private static IPAddress? Address(string hex)
    {
        Span<uint> words = stackalloc uint[4];
        if (hex.Length is not (8 or 32))
            return null;
        words = words[..(hex.Length / 8)];
        for (var i = 0; i < words.Length; i++)
        {
            if (!uint.TryParse(hex.AsSpan(i * 8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
                return null;
        }

        return new IPAddress(MemoryMarshal.AsBytes(words));
    }
}
