using System.Runtime.InteropServices;
using System.Text;

namespace ProxyManager.Agent.Netlink;

/// <summary>The attributes of a netlink message, each a length, a type and a value, one behind the other, netlink(7). What is cut off is not there.</summary>
internal ref struct NetlinkAttributes
{
    private const int HeaderLength = 4;

    /// <summary>Without the flags for nested ones and for network byte order.</summary>
    private const ushort TypeMask = 0x3fff;

    private readonly ReadOnlySpan<byte> _all;
    private ReadOnlySpan<byte> _rest;

    /// <param name="message">What follows the message header.</param>
    /// <param name="offset">Length of the header of the subsystem, which comes first.</param>
    public NetlinkAttributes(ReadOnlySpan<byte> message, int offset) => _all = _rest = message.Length > offset ? message[offset..] : [];

    /// <summary>The type of the attribute that was reached.</summary>
    public ushort Type { get; private set; }

    /// <summary>Its value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute.</summary>
    public bool Next()
    {
        if (_rest.Length < HeaderLength)
            return false;
        var length = MemoryMarshal.Read<ushort>(_rest);
        if (length < HeaderLength || length > _rest.Length)
            return false;
        Type = (ushort)(MemoryMarshal.Read<ushort>(_rest[2..]) & TypeMask);
        Value = _rest[HeaderLength..length];
        _rest = _rest[Math.Min((length + 3) & ~3, _rest.Length)..];
        return true;
    }

    /// <summary>The value of the first attribute of a type; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Find(ushort type)
    {
        var search = this;
        for (search._rest = _all; search.Next();)
        {
            if (search.Type == type)
                return search.Value;
        }

        return [];
    }

    /// <summary>A 32-bit number in the host's byte order; null when it is not there.</summary>
    public readonly uint? Number(ushort type) => Find(type) is { Length: >= sizeof(uint) } value ? MemoryMarshal.Read<uint>(value) : null;

    /// <summary>A text, which ends with a zero byte; null when it is not there.</summary>
    public readonly string? Text(ushort type) => Find(type) is { Length: > 0 } value ? Encoding.UTF8.GetString(value.TrimEnd((byte)0)) : null;
}
