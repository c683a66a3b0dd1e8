using System.Runtime.InteropServices;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Netlink;

/// <summary>A policy rule on a firewall mark, and on nothing else, as the kernel has it.</summary>
/// <param name="Rule">What it does.</param>
/// <param name="Protocol">Number of who made it; null where the kernel does not tell.</param>
internal sealed record LiveRule(RuleResource Rule, byte? Protocol)
{
    /// <summary>struct fib_rule_hdr of linux/fib_rules.h.</summary>
    public const int HeaderLength = 12;

    private const byte ActionTable = 1;

    /// <summary>Rules of the kernel's own have it; every other flag turns a rule into another.</summary>
    private const uint FlagPermanent = 1;

    private const ushort AttributePriority = 6;
    private const ushort AttributeMark = 10;
    private const ushort AttributeSuppressPrefix = 14;
    private const ushort AttributeTable = 15;
    private const ushort AttributeMask = 16;
    private const ushort AttributeProtocol = 21;

    /// <summary>Reads a message about a rule: family, lengths at 1 and 2, type of service at 3, table at 4, action at 7, flags at 8.</summary>
    /// <param name="message">What follows the message header.</param>
    /// <returns>Null for a rule that asks for something else, or for more.</returns>
    public static LiveRule? Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderLength || message[1] != 0 || message[2] != 0 || message[3] != 0 || message[7] != ActionTable
            || (MemoryMarshal.Read<uint>(message[8..]) & ~FlagPermanent) != 0)
        {
            return null;
        }

        var attributes = new NetlinkAttributes(message, HeaderLength);
        while (attributes.Next())
        {
            if (attributes.Type is not (AttributePriority or AttributeMark or AttributeTable or AttributeMask or AttributeProtocol or AttributeSuppressPrefix))
                return null;
        }

        if (attributes.Number(AttributeMark) is not { } mark || attributes.Number(AttributeSuppressPrefix) is not (null or uint.MaxValue))
            return null;
        var rule = new RuleResource(
            message[0] == AddressFamilyNumber.V6,
            (int)(attributes.Number(AttributePriority) ?? 0),
            mark,
            attributes.Number(AttributeMask) ?? uint.MaxValue,
            (int)(attributes.Number(AttributeTable) ?? message[4]));
        return new LiveRule(rule, attributes.Find(AttributeProtocol) is [var protocol, ..] ? protocol : null);
    }
}
