using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>A WireGuard public key: standard base64 of exactly 32 bytes (wg(8)).</summary>
public sealed partial class PublicKeyForm : ScalarForm<string>
{
    // 32 bytes are 42 whole characters, one that carries 4 bits and two zero bits, and one padding character.
    private const string Pattern = "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$";

    private PublicKeyForm()
        : base("a WireGuard public key (base64 of 32 bytes, 44 characters)")
    {
    }

    public static PublicKeyForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text) =>
        KeyPattern().IsMatch(text) ? Parsed.Good(text) : Parsed.Bad<string>("is not a WireGuard key");

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
