using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>A network in CIDR form (RFC 4632, 3.1; RFC 4291, 2.3) without host bits.</summary>
public sealed class CidrForm : ScalarForm<IPNetwork>
{
    private readonly AddressFamily? _family;
    private readonly int _shortest;
    private readonly int _longest;

    private CidrForm(string expected, AddressFamily? family, int shortest, int longest)
        : base(expected)
    {
        _family = family;
        _shortest = shortest;
        _longest = longest;
    }

    /// <summary>A network of either family; a plain address is the network of itself.</summary>
    public static CidrForm Any { get; } = new("a network such as 198.51.100.0/24 or 2001:db8::/32", null, 0, 128);

    /// <summary>The overlay's IPv4 prefix.</summary>
    public static CidrForm OverlayV4 { get; } =
        new("an IPv4 network between /8 and /30, such as 10.20.0.0/16", AddressFamily.InterNetwork, 8, 30);

    /// <summary>The overlay's IPv6 prefix.</summary>
    public static CidrForm OverlayV6 { get; } =
        new("an IPv6 network between /48 and /96, such as fd20:ac3e::/48", AddressFamily.InterNetworkV6, 48, 96);

    private protected override Parsed<IPNetwork> Convert(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = AddressText.Parse(slash < 0 ? text : text[..slash]);
        if (address.Problem is not null || (slash < 0 && _family is not null))
            return Parsed.Bad<IPNetwork>("is not a network");
        var bits = address.Value!.GetAddressBytes().Length * 8;
        var length = bits;
        if (slash >= 0 && !TryParseLength(text.AsSpan(slash + 1), bits, out length))
            return Parsed.Bad<IPNetwork>("is not a network");
        if (_family is { } family && address.Value.AddressFamily != family)
            return Parsed.Bad<IPNetwork>("is of the other family");
        if (length < _shortest || length > _longest)
            return Parsed.Bad<IPNetwork>("has a prefix out of range");
        var network = Mask(address.Value, length);
        return network.BaseAddress.Equals(address.Value)
            ? Parsed.Good(network)
            : Parsed.Bad<IPNetwork>("has host bits set", network.ToString());
    }

    public override JsonObject ToSchema()
    {
        var pattern = _family switch
        {
            AddressFamily.InterNetwork => $"^{AddressText.V4Pattern}/(8|9|[12][0-9]|30)$",
            AddressFamily.InterNetworkV6 => $"^{AddressText.V6Pattern}/(4[89]|[5-8][0-9]|9[0-6])$",
            _ => $"^({AddressText.V4Pattern}(/([0-9]|[12][0-9]|3[0-2]))?|{AddressText.V6Pattern}(/([0-9]{{1,2}}|1[01][0-9]|12[0-8]))?)$",
        };
        return new() { ["type"] = "string", ["pattern"] = pattern };
    }

    private static bool TryParseLength(ReadOnlySpan<char> digits, int bits, out int length) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length)
        && length <= bits
        && (digits.Length == 1 || digits[0] != '0');

    private static IPNetwork Mask(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        return new(new IPAddress(bytes), length);
    }
}
