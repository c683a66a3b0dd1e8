using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>
/// Addresses as they are written everywhere: four decimal numbers without leading zeros, or RFC 4291, 2.2 without zone. (<see cref="IPAddress.Parse(string)"/>
/// also takes <c>1</c>, <c>0x7f.1</c> and <c>010.0.0.1</c>, which other programs read differently.)
/// </summary>
internal static partial class AddressText
{
    internal const string V4Pattern = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}";

    internal const string V6Pattern = "(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]{2,45}";

    public static Parsed<IPAddress> Parse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            if (!V6().IsMatch(text) || !IPAddress.TryParse(text, out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6)
                return Parsed.Bad<IPAddress>("is not an address");
            return v6.IsIPv4MappedToIPv6
                ? Parsed.Bad<IPAddress>("is an IPv4 address in the clothes of an IPv6 address", v6.MapToIPv4().ToString())
                : Parsed.Good(v6);
        }

        return V4().IsMatch(text) ? Parsed.Good(IPAddress.Parse(text)) : Parsed.Bad<IPAddress>("is not an address");
    }

    [GeneratedRegex($"^{V4Pattern}$", RegexOptions.CultureInvariant)]
    private static partial Regex V4();

    [GeneratedRegex($"^{V6Pattern}$", RegexOptions.CultureInvariant)]
    private static partial Regex V6();
}
