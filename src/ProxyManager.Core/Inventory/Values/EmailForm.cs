using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>An email address that an ACME account can be given (RFC 8555, 7.3).</summary>
public sealed partial class EmailForm : ScalarForm<string>
{
    private const string Pattern = "^[A-Za-z0-9._+-]{1,64}@" + DnsNameForm.LabelsPattern + "$";

    private EmailForm()
        : base("an email address")
    {
    }

    public static EmailForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text) =>
        text.Length <= 254 && EmailPattern().IsMatch(text) ? Parsed.Good(text) : Parsed.Bad<string>("is not an email address");

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern, ["maxLength"] = 254 };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();
}
