using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>
/// A DNS name (RFC 1123, 2.1) in lower case: labels of 1–63 letters, digits and inner hyphens, at most 253 characters, not an address. Names beyond ASCII are written as
/// <c>xn--</c> (RFC 5890).
/// </summary>
public sealed partial class DnsNameForm : ScalarForm<string>
{
    internal const string LabelsPattern = "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*(?=[0-9-]*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private const int Longest = 253;
    private const string Pattern = "^(\\*\\.)?" + LabelsPattern + "$";

    private DnsNameForm()
        : base("a DNS name such as www.example.com or *.example.com")
    {
    }

    /// <summary>A name that a route answers to: <c>*</c> may be the whole first label.</summary>
    public static DnsNameForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text)
    {
        if (text.Length > Longest)
            return Parsed.Bad<string>($"is longer than {Longest} characters");
        if (AddressText.Parse(text.Trim('[', ']')).Problem is null)
            return Parsed.Bad<string>("is an address, not a DNS name");
        if (NamePattern().IsMatch(text))
            return Parsed.Good(text.ToLowerInvariant());
        if (text.Any(c => c > '~'))
            return Parsed.Bad<string>("is not in ASCII: write international labels as xn--");
        return text.LastIndexOf('*') > 0 || text is "*"
            ? Parsed.Bad<string>("has a * that is not the whole first label of a longer name")
            : Parsed.Bad<string>("is not a DNS name", NamePattern().IsMatch(text.TrimEnd('.')) ? text.TrimEnd('.') : null);
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern, ["maxLength"] = Longest };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
