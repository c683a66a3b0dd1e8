using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>The path of a URL (RFC 3986, 3.3) in the characters that need no escape anywhere.</summary>
public sealed partial class UrlPathForm : ScalarForm<string>
{
    private const string Pattern = "^/[A-Za-z0-9._~/@:+=,-]{0,255}$";

    private UrlPathForm()
        : base("a path such as /admin (letters, digits and ._~/@:+=,- after the slash)")
    {
    }

    public static UrlPathForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text) =>
        !PathPattern().IsMatch(text) ? Parsed.Bad<string>("is not a path", text.StartsWith('/') || !PathPattern().IsMatch("/" + text) ? null : "/" + text)
        : text.Split('/').Any(s => s is "." or "..") ? Parsed.Bad<string>("has a . or .. segment")
        : text.Contains("//", StringComparison.Ordinal) ? Parsed.Bad<string>("has an empty segment")
        : Parsed.Good(text);

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
