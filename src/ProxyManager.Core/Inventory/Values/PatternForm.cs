using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>A text that a pattern describes completely.</summary>
internal sealed class PatternForm(string expected, string pattern) : ScalarForm<string>(expected)
{
    private readonly Regex _pattern = new(pattern, RegexOptions.CultureInvariant);

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = pattern };

    private protected override Parsed<string> Convert(string text) =>
        _pattern.IsMatch(text) ? Parsed.Good(text) : Parsed.Bad<string>("is not allowed");
}
