using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>The URL of an ACME directory (RFC 8555, 7.1.1), which must be HTTPS.</summary>
public sealed partial class HttpsUrlForm : ScalarForm<string>
{
    private const string Pattern = "^https://[A-Za-z0-9.\\[\\]:-]{1,260}(/[A-Za-z0-9._~/@:+=,%?&-]{0,500})?$";

    private HttpsUrlForm()
        : base("an https:// URL")
    {
    }

    public static HttpsUrlForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text) =>
        UrlPattern().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _) ? Parsed.Good(text) : Parsed.Bad<string>("is not an https:// URL");

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex UrlPattern();
}
